"""A query as an FTS5 expression.

No text of a user gets in: only folded terms of letters and digits, each in double quotes,
each group behind a column filter of ours.
"""

from collections.abc import Iterable

from search.analysis.stop import STOP_TERMS
from search.query import Query, Term


def _quoted(tokens: Iterable[str]) -> str:
    clean = ("".join(filter(str.isalnum, token)) for token in tokens)
    return f'"{" ".join(clean)}"'


def _group(term: Term) -> str:
    words = " OR ".join([_quoted(term.tokens), *(_quoted([each]) for each in term.spellings)])
    parts = [f"{{title_n body_n}} : ({words})", *(f"ids : {_quoted([each])}" for each in term.ids)]
    return f"({' OR '.join(parts)})"


def _without(expression: str, excluded: tuple[Term, ...]) -> str:
    if not excluded:
        return expression
    return f"({expression}) NOT ({' OR '.join(map(_group, excluded))})"


def match_all(query: Query) -> str | None:
    """Every term, none of the excluded; None if nothing is sought."""
    if not query.terms:
        return None
    return _without(" AND ".join(map(_group, query.terms)), query.excluded)


def match_some(query: Query) -> str | None:
    """Some terms but not all; None if that says nothing (one term, or stop words only)."""
    telling = [term for term in query.terms if not STOP_TERMS.issuperset(term.tokens)]
    if len(query.terms) < 2 or not telling:
        return None
    some = " OR ".join(map(_group, telling))
    every = " AND ".join(map(_group, query.terms))
    return _without(f"({some}) NOT ({every})", query.excluded)
