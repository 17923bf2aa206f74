"""A query as an FTS5 expression.

No text of a user gets in: only terms of letters and digits, each in double quotes, each
group behind a column filter of ours.
"""

from collections.abc import Iterable

from search.query import Query, Term

_COLUMNS = {"text": "{title_n body_n}", "title": "title_n"}


def _quoted(tokens: Iterable[str]) -> str:
    clean = ("".join(filter(str.isalnum, token)) for token in tokens)
    return f'"{" ".join(clean)}"'


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
    parts += [f"ids : {_quoted([each])}" for each in term.ids]
    return f"({' OR '.join(parts)})"


def _narrowed(expression: str, query: Query) -> str:
    for each in query.filters:
        expression = f"({expression}) AND {group(each)}" if expression else group(each)
    if expression and query.excluded:
        return f"({expression}) NOT ({' OR '.join(map(group, query.excluded))})"
    return expression


def match_all(query: Query) -> str:
    """Every term and filter, none of the excluded; empty if nothing is asked of the words."""
    return _narrowed(" AND ".join(map(group, query.terms)), query)


def match_some(query: Query) -> str:
    """Some terms but not all; empty if that says nothing (one term, or common words only)."""
    if len(query.terms) < 2 or not query.telling:
        return ""
    some = " OR ".join(map(group, query.telling))
    every = " AND ".join(map(group, query.terms))
    return _narrowed(f"({some}) NOT ({every})", query)


def beginning(words: Iterable[str]) -> str:
    """Titles with all `words`, the last one as a beginning."""
    quoted = [_quoted([word]) for word in words]
    return " AND ".join([*quoted[:-1], f"{quoted[-1]} *"]) if quoted else ""
