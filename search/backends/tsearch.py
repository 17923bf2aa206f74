"""Terms and queries as PostgreSQL's full-text types, without any of its own text analysis.

Three namespaces share one vector: words of the text bare, exact identifiers behind `#`, marks
behind `@`. So an index that knows no fields answers alone which entries hold a word.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from search.backends.protocol import Terms
from search.query import Alternative, Query, Term

IDS, MARKS = "#", "@"

# What a vector takes (PostgreSQL, "Limitations" of text search): places up to 16383, 2 kB a
# lexeme, 1 MB in all. Whatever is over is left out, the end of a long body first.
LAST_PLACE = 16_380
MOST_BYTES = 1_000_000
LONGEST = 500
# Words behind the last place share one: found, but never side by side with anything.
_TAIL = LAST_PLACE + 2


def vector(terms: Terms) -> str:
    """The literal of a vector with all that is sought: title A, body D, identifiers B, marks C."""
    title, body = terms.title.split(), terms.body.split()
    placed = chain(
        ((IDS + each, "1B") for each in terms.ids.split()),
        ((MARKS + each, "1C") for each in terms.marks.split()),
        _placed(title, 1, "A"),
        # One place is left free: no phrase runs from the title into the body.
        _placed(body, len(title) + 2, "D"),
    )
    return _literal(placed)


def typed_vector(terms: Terms) -> str:
    """The literal of a vector with the title's words as one types them."""
    return _literal((word, "") for word in terms.typed.split())


def _placed(words: Iterable[str], first: int, weight: str) -> Iterator[tuple[str, str]]:
    for place, word in enumerate(words, first):
        yield word, f"{place if place <= LAST_PLACE else _TAIL}{weight}"


def _literal(placed: Iterable[tuple[str, str]]) -> str:
    found: dict[str, list[str]] = {}
    left = MOST_BYTES
    for word, place in placed:
        lexeme = _clean(word)
        # A place takes two bytes; a lexeme its own, a count and at most one to align it.
        cost = 2 if lexeme in found else len(lexeme.encode()) + 5
        if len(lexeme) > 0 and cost <= left:
            found.setdefault(lexeme, []).append(place)
            left -= cost
    return " ".join(_entry(lexeme, places) for lexeme, places in found.items())


def _entry(lexeme: str, places: list[str]) -> str:
    stood = ",".join(filter(None, places))
    return f"'{lexeme}':{stood}" if stood else f"'{lexeme}'"


def _clean(word: str) -> str:
    """Letters and digits only, behind a namespace's sign."""
    sign = word[0] if word[:1] in (IDS, MARKS) else ""
    return sign + "".join(filter(str.isalnum, word))[:LONGEST]


# --- queries -------------------------------------------------------------------------------


def lexeme(token: str, sign: str = "", weight: str = "") -> str:
    """One lexeme of a query."""
    return f"'{_clean(sign + token)}'{weight}"


def alternative(each: Alternative, term: Term) -> str:
    """One way in which `term` may stand in an entry."""
    if term.where == "marks":
        return f"({' & '.join(lexeme(token, MARKS) for token in each.tokens)})"
    weight = ":A" if term.where == "title" else ""
    return f"({' <-> '.join(lexeme(token, weight=weight) for token in each.tokens)})"


def group(term: Term) -> str:
    """Any of its alternatives, or its identifier."""
    parts = [alternative(each, term) for each in term.alternatives if each.tokens]
    return _any([*parts, *(lexeme(each, IDS) for each in term.ids)])


def match_all(query: Query) -> str:
    """Every term and filter, none of the excluded; empty if nothing is asked of the words."""
    return _narrowed([_every(query)] if query.terms else [], query)


def match_some(query: Query) -> str:
    """Some terms but not all; empty if that says nothing (one term, or common words only)."""
    if len(query.terms) < 2 or not query.telling:
        return ""
    some = _any(map(group, query.telling))
    return _narrowed([some, f"!{_every(query)}"], query)


def beginning(words: Iterable[str]) -> str:
    """Titles with all `words`, the last one as a beginning."""
    lexemes = [lexeme(word) for word in words if _clean(word)]
    return " & ".join([*lexemes[:-1], f"{lexemes[-1]}:*"]) if lexemes else ""


def _every(query: Query) -> str:
    every = f"({' & '.join(map(group, query.terms))})"
    return _any([every, lexeme(query.whole_title, IDS)]) if query.whole_title else every


def _narrowed(parts: list[str], query: Query) -> str:
    parts = [*parts, *map(group, query.filters)]
    if query.excluded:
        parts.append(f"!{_any(map(group, query.excluded))}")
    return " & ".join(parts)


def _any(parts: Iterable[str]) -> str:
    return f"({' | '.join(parts)})"
