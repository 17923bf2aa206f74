"""The language of queries: words, "phrases", -exclusions. Anything else is plain text.

Every input gives a query, an empty one in the worst case; nothing here raises.
"""

import re
from collections.abc import Iterator

from search.analysis.families import FAMILIES
from search.analysis.identifiers import id_term, identifiers
from search.analysis.stop import is_stop
from search.analysis.terms import expansions, spellings, term, whole_title_term
from search.analysis.tokens import tokenise
from search.query import Alternative, Query, Term

MAX_LENGTH = 200  # characters; the page refuses more, the parser cuts
MAX_WORDS = 12  # sought and excluded together, and inside one phrase

_QUOTES = str.maketrans(dict.fromkeys("„“”‟«»″", '"'))
_ITEM = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<chunk>[^\s"]+))|"')
_PIECE = re.compile(r"[^\s:,;/|()\[\]{}<>!?=]+")


def parse(text: str) -> Query:
    """What `text` asks for."""
    sought: dict[tuple[Alternative, ...], Term] = {}
    excluded: dict[tuple[Alternative, ...], Term] = {}
    cut = len(text) > MAX_LENGTH
    for minus, each in _items(text[:MAX_LENGTH].translate(_QUOTES)):
        if len(sought) + len(excluded) >= MAX_WORDS:
            cut = True
            break
        (excluded if minus else sought).setdefault(each.alternatives, each)
    return Query(
        terms=tuple(sought.values()),
        excluded=tuple(excluded.values()),
        whole_title=whole_title_term(text[:MAX_LENGTH]),
        cut=cut,
    )


def _items(text: str) -> Iterator[tuple[bool, Term]]:
    for found in _ITEM.finditer(text):
        minus = bool(found["minus"])
        if found["phrase"] is not None:
            each = _phrase(found["phrase"])
            parts = [each] if each else []
        else:
            parts = list(_words(found["chunk"] or ""))
        for part in parts:
            yield minus, part


def _phrase(text: str) -> Term | None:
    whole = (found for found in identifiers(text) if text[found.start : found.end] == text.strip())
    ids = tuple(id_term(found.value) for found in whole)
    alternatives = side_by_side(text)
    return Term(text, alternatives, ids=ids) if alternatives else None


def side_by_side(text: str) -> tuple[Alternative, ...]:
    """The words of `text` as they would stand side by side in a text of each family."""
    words = [token.word for token in tokenise(text)][:MAX_WORDS]
    runs = (tuple(term(word, family) for word in words) for family in FAMILIES)
    return tuple(Alternative(run) for run in dict.fromkeys(runs) if run)


def _words(chunk: str) -> Iterator[Term]:
    at = 0
    for found in identifiers(chunk):
        yield from _pieces(chunk[at : found.start])
        whole = chunk[found.start : found.end]
        yield Term(whole, side_by_side(whole), ids=(id_term(found.value),))
        at = found.end
    yield from _pieces(chunk[at:])


def _pieces(text: str) -> Iterator[Term]:
    for found in _PIECE.finditer(text):
        words = [token.word for token in tokenise(found.group())]
        if len(words) == 1:
            yield _word(found.group(), words[0])
        elif words:
            yield Term(found.group(), side_by_side(found.group()))


def _word(text: str, word: str) -> Term:
    alternatives = [Alternative((each,)) for each in expansions(word)]
    alternatives += [Alternative((each,), 0.5) for each in spellings(word)]
    return Term(text, tuple(alternatives), common=is_stop(word))
