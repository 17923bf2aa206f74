"""The language of queries: words, "phrases", -exclusions. Anything else is plain text.

Every input gives a query, an empty one in the worst case; nothing here raises.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from search.analysis.fold import variants
from search.analysis.highlight import Needle
from search.analysis.identifiers import id_term, identifiers
from search.analysis.tokens import terms

MAX_LENGTH = 200  # characters; the page refuses more, the parser cuts
MAX_WORDS = 12  # sought and excluded together, and inside one phrase

_QUOTES = str.maketrans(dict.fromkeys("„“”‟«»″", '"'))
_ITEM = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<chunk>[^\s"]+))|"')
_PIECE = re.compile(r"[^\s:,;/|()\[\]{}<>!?=]+")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing sought: `text` as typed, its folded `tokens` side by side.

    `spellings` are other forms of a single word, `ids` the exact term of an identifier.
    """

    text: str
    tokens: Needle
    spellings: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()

    @property
    def needles(self) -> tuple[Needle, ...]:
        """All that a highlighter marks for this term."""
        return (self.tokens, *((each,) for each in self.spellings))


@dataclass(frozen=True, slots=True)
class Query:
    """`terms` must all be found, `excluded` must not; `cut` if words had to be left out."""

    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    cut: bool = False

    @property
    def needles(self) -> tuple[Needle, ...]:
        return tuple(needle for term in self.terms for needle in term.needles)


def parse(text: str) -> Query:
    """What `text` asks for."""
    sought: dict[Needle, Term] = {}
    excluded: dict[Needle, Term] = {}
    cut = len(text) > MAX_LENGTH
    for minus, term in _items(text[:MAX_LENGTH].translate(_QUOTES)):
        if len(sought) + len(excluded) >= MAX_WORDS:
            cut = True
            break
        (excluded if minus else sought).setdefault(term.tokens, term)
    return Query(tuple(sought.values()), tuple(excluded.values()), cut)


def _items(text: str) -> Iterator[tuple[bool, Term]]:
    for found in _ITEM.finditer(text):
        minus = bool(found["minus"])
        if found["phrase"] is not None:
            each = _phrase(found["phrase"])
            parts = [each] if each else []
        else:
            parts = list(_words(found["chunk"] or ""))
        for term in parts:
            yield minus, term


def _phrase(text: str) -> Term | None:
    tokens = terms(text)[:MAX_WORDS]
    whole = (found for found in identifiers(text) if text[found.start : found.end] == text.strip())
    ids = tuple(id_term(found.value) for found in whole)
    return Term(text, tokens, ids=ids) if tokens else None


def _words(chunk: str) -> Iterator[Term]:
    at = 0
    for found in identifiers(chunk):
        yield from _pieces(chunk[at : found.start])
        whole = chunk[found.start : found.end]
        yield Term(whole, terms(whole)[:MAX_WORDS], ids=(id_term(found.value),))
        at = found.end
    yield from _pieces(chunk[at:])


def _pieces(text: str) -> Iterator[Term]:
    for found in _PIECE.finditer(text):
        tokens = terms(found.group())[:MAX_WORDS]
        if tokens:
            spellings = variants(tokens[0]) if len(tokens) == 1 else ()
            yield Term(found.group(), tokens, spellings)
