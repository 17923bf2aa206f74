"""A query as FTS5 expressions.

No text of a user gets in: only terms of letters and digits, each in double quotes, each
group behind a column filter of ours.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from search.query import Query, Term

_COLUMNS = {"text": "{title_n body_n}", "title": "title_n"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What must match, empty for everything, and if so what must not (`without`).

    `ranks`: whether it holds words to rank by. What does not match `strict` matches only by
    alternatives of less weight, `weaker` times as much. `whole_title` and `ids` match what is
    to come first.
    """

    match: str
    without: str = ""
    ranks: bool = True
    strict: str = ""
    weaker: float = 1.0
    whole_title: str = ""
    ids: str = ""


def every(query: Query) -> Wanted:
    """Every term and filter, none of the excluded."""
    match = match_all(query)
    without = "" if match else _any(query.excluded)
    return _weighed(Wanted(match, without), query, match_all)


def some(query: Query) -> Wanted | None:
    """Some terms but not all; None if that says nothing (one term, or common words only)."""
    match = match_some(query)
    return _weighed(Wanted(match), query, match_some) if match else None


def match_all(query: Query) -> str:
    """The expression for every term and filter; empty if nothing is asked of the words."""
    return _narrowed(" AND ".join(map(group, query.terms)), query)


def match_some(query: Query) -> str:
    """The expression for some terms but not all; empty if that says nothing."""
    if len(query.terms) < 2 or not query.telling:
        return ""
    every = " AND ".join(map(group, query.terms))
    return _narrowed(f"({_any(query.telling)}) NOT ({every})", query)


def beginning(words: Iterable[str]) -> str:
    """Titles with all `words`, the last one as a beginning."""
    quoted = [_quoted([word]) for word in words]
    return " AND ".join([*quoted[:-1], f"{quoted[-1]} *"]) if quoted else ""


def group(term: Term) -> str:
    """One term: any of its alternatives, or its identifier."""
    if term.where == "marks":
        every = [
            " AND ".join(f"marks : {_quoted([token])}" for token in alternative.tokens)
            for alternative in term.alternatives
        ]
        return f"({' OR '.join(f'({each})' for each in every)})"
    words = " OR ".join(_quoted(alternative.tokens) for alternative in term.alternatives)
    parts = [f"{_COLUMNS[term.where]} : ({words})"] if words else []
    return f"({' OR '.join([*parts, *map(_identifier, term.ids)])})"


def _weighed(wanted: Wanted, query: Query, match: Callable[[Query], str]) -> Wanted:
    weights = [each.weight for term in query.terms for each in term.alternatives]
    weak = [weight for weight in weights if weight < 1]
    ids = [_identifier(each) for term in query.terms for each in term.ids]
    return replace(
        wanted,
        ranks=bool(query.terms),
        strict=match(_strict(query)) if weak else "",
        weaker=max(weak, default=1.0),
        whole_title=_identifier(query.whole_title) if query.whole_title else "",
        ids=" OR ".join(ids),
    )


def _strict(query: Query) -> Query:
    """The same without alternatives of less weight, apart from terms that have no other."""
    return replace(query, terms=tuple(map(_strict_term, query.terms)))


def _strict_term(term: Term) -> Term:
    kept = tuple(each for each in term.alternatives if each.weight >= 1)
    return replace(term, alternatives=kept) if kept or term.ids else term


def _narrowed(expression: str, query: Query) -> str:
    for each in query.filters:
        expression = f"({expression}) AND {group(each)}" if expression else group(each)
    if expression and query.excluded:
        return f"({expression}) NOT ({_any(query.excluded)})"
    return expression


def _any(terms: Iterable[Term]) -> str:
    return " OR ".join(map(group, terms))


def _identifier(term: str) -> str:
    return f"ids : {_quoted([term])}"


def _quoted(tokens: Iterable[str]) -> str:
    clean = ("".join(filter(str.isalnum, token)) for token in tokens)
    return f'"{" ".join(clean)}"'
