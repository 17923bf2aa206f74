"""What the dictionaries of simplemma say of a word, as index terms; needed at set-up only."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache, partial

from .fold import bald_once, family_form
from .stems import stem

_DICTIONARY = {"sh": "hbs"}


def _pairs(family: str) -> Iterator[tuple[str, str]]:
    """The words and base forms of a family, bald and in its one spelling."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    dictionary = DefaultDictionaryFactory().get_dictionary(_DICTIONARY.get(family, family))
    bald = lru_cache(maxsize=100_000)(bald_once)
    for word, base in dictionary.items():
        pair = family_form(bald_once(word), family), family_form(bald(base), family)
        if all(pair):
            yield pair


class Dictionary:
    """The words of one family."""

    def __init__(self, family: str) -> None:
        self.first: dict[str, str] = {}  # the one base form that most words have
        self.several: dict[str, set[str]] = {}  # all of those that have more
        self.popular: Counter[str] = Counter()  # how many words each base form has
        self.stem = partial(stem, family=family)
        self.stem_of_base = lru_cache(maxsize=200_000)(self.stem)
        for word, base in _pairs(family):
            self._enter(word, base)

    def _enter(self, word: str, base: str) -> None:
        known = self.first.setdefault(word, base)
        if known != base:
            self.several.setdefault(word, {known}).add(base)
        self.popular[base] += 1

    def ranked(self, word: str) -> list[str]:
        """The base forms of `word`: first one of the same stem, then those of most words."""
        found = self.several.get(word)
        if found is None:
            return [self.first[word]] if word in self.first else []
        own = self.stem(word)
        return sorted(
            found, key=lambda base: (self.stem_of_base(base) != own, -self.popular[base], base)
        )

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
        for word in self.first:
            found = [self.stem_of_base(self.root(base)) for base in self.ranked(word)]
            distinct = list(dict.fromkeys(found))
            if distinct != [self.stem(word)]:
                yield word, distinct
