"""Words of the field that mean the same, across languages: what is also sought.

They stand in `data/thesaurus.txt`, which says itself how it is written.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, zip_longest
from pathlib import Path
from typing import NamedTuple

from search.analysis.families import FAMILIES, family_of
from search.analysis.terms import term
from search.analysis.tokens import tokenise

FILE = Path(__file__).parent / "data" / "thesaurus.txt"

Tokens = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or phrase of a group, with its terms in a text of its own language.

    One that does not `lead` is sought for the others but brings none itself: elsewhere it
    means something else. One that is not `sought` leads to the others only: its term is that
    of a common word of other languages.
    """

    text: str
    lang: str
    tokens: Tokens
    leads: bool = True
    sought: bool = True


Group = tuple[Entry, ...]


class Found(NamedTuple):
    """So many words from `start` on stand in the groups of which `others` are all words.

    The best of each language come first.
    """

    start: int
    length: int
    others: tuple[Entry, ...]


class Malformed(ValueError):
    """A line of the file that cannot be read, by its number."""


def read(lines: Iterable[str]) -> list[Group]:
    """The groups of a file's lines; `Malformed` with the number of the first wrong one."""
    groups: list[Group] = []
    for number, line in enumerate(lines, 1):
        text = line.partition("#")[0].strip()
        group = tuple(chain.from_iterable(_of_language(part.strip()) for part in text.split(";")))
        if text and not (len(group) > 1 and all(entry.tokens for entry in group)):
            raise Malformed(f"line {number}")
        if text:
            groups.append(group)
    return groups


def _of_language(part: str) -> Iterator[Entry]:
    lang, _space, words = part.partition(" ")
    for each in words.split(","):
        yield _entry(each, lang)


def _entry(text: str, lang: str) -> Entry:
    shown = " ".join(text.replace("~", " ").replace("^", " ").split())
    tokens = _terms(shown, family_of(lang))
    return Entry(shown, lang, tokens, leads="~" not in text, sought="^" not in text)


def _terms(text: str, family: str) -> Tokens:
    return tuple(term(token.word, family) for token in tokenise(text))


class Thesaurus:
    """Groups, by the terms of what leads to them."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._groups = groups
        self._leading: dict[tuple[str, Tokens], dict[int, None]] = {}
        self._longest = max((len(entry.tokens) for each in groups for entry in each), default=0)
        for number, group in enumerate(groups):
            for entry in group:
                if entry.leads:
                    key = family_of(entry.lang), entry.tokens
                    self._leading.setdefault(key, {})[number] = None

    def find(self, words: Sequence[str]) -> Iterator[Found]:
        """The runs of bald `words` that stand in groups: the longest first, none twice."""
        at = 0
        while at < len(words):
            found = self._at(words, at)
            if found:
                yield found
            at += found.length if found else 1

    def _at(self, words: Sequence[str], at: int) -> Found | None:
        for length in range(min(self._longest, len(words) - at), 0, -1):
            run = words[at : at + length]
            keys = [(f, tuple(term(word, f) for word in run)) for f in FAMILIES]
            numbers = dict.fromkeys(n for key in keys for n in self._leading.get(key, ()))
            if numbers:
                return Found(at, length, self._others(numbers))
        return None

    def _others(self, numbers: Iterable[int]) -> tuple[Entry, ...]:
        """All of the groups: each language's first word, then its second …, none twice."""
        by_lang: dict[str, list[Entry]] = {}
        for entry in chain.from_iterable(self._groups[number] for number in numbers):
            if entry.sought:
                by_lang.setdefault(entry.lang, []).append(entry)
        kept: dict[Tokens, Entry] = {}
        for entry in filter(None, chain.from_iterable(zip_longest(*by_lang.values()))):
            kept.setdefault(entry.tokens, entry)
        return tuple(kept.values())


@cache
def thesaurus() -> Thesaurus:
    """The one that is shipped, read once."""
    return Thesaurus(read(FILE.read_text(encoding="utf-8").splitlines()))
