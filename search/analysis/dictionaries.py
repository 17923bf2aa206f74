"""What the dictionaries of simplemma say of a word, as index terms; needed at set-up only."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from .fold import bald_once, family_form
from .stems import stem

_DICTIONARY = {"sh": "hbs"}

Bases = Mapping[str, frozenset[str]]


def _pairs(family: str) -> Iterator[tuple[str, str]]:
    """The words and base forms of a family, bald and in its one spelling."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    dictionary = DefaultDictionaryFactory().get_dictionary(_DICTIONARY.get(family, family))
    bald = lru_cache(maxsize=100_000)(bald_once)
    for word, base in dictionary.items():
        pair = family_form(bald_once(word), family), family_form(bald(base), family)
        if all(pair):
            yield pair


def _bases(pairs: Iterable[tuple[str, str]]) -> tuple[Bases, Counter[str]]:
    """The base forms of each word, and how many words each base form has."""
    bases: dict[str, set[str]] = {}
    popular: Counter[str] = Counter()
    for word, base in pairs:
        bases.setdefault(word, set()).add(base)
        popular[base] += 1
    return {word: frozenset(found) for word, found in bases.items()}, popular


class Dictionary:
    """The words of one family."""

    def __init__(self, family: str) -> None:
        self.bases, self.popular = _bases(_pairs(family))
        self.stem = lru_cache(maxsize=200_000)(lambda word: stem(word, family))

    def ranked(self, word: str) -> list[str]:
        """The base forms of `word`: first one of the same stem, then those of most words."""
        found = self.bases.get(word, frozenset())
        if len(found) < 2:
            return list(found)
        own = self.stem(word)
        return sorted(found, key=lambda base: (self.stem(base) != own, -self.popular[base], base))

    def root(self, base: str) -> str:
        """Where base forms lead on (*povezivati* to *povezati*): the end, or `base` in a ring."""
        at, seen = base, {base}
        while (further := next(iter(self.ranked(at)), at)) != at:
            if further in seen:
                return base
            seen.add(further)
            at = further
        return at

    def terms(self) -> Iterator[tuple[str, list[str]]]:
        """Each word that the rules alone do not get right, with its terms, the likeliest first."""
        for word in sorted(self.bases):
            found = [self.stem(self.root(base)) for base in self.ranked(word)]
            distinct = list(dict.fromkeys(found))
            if distinct != [self.stem(word)]:
                yield word, distinct
