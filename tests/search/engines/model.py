"""What a query finds, told without any engine: by reading every entry's terms."""

from collections.abc import Sequence

from search.backends.protocol import Terms
from search.query import Query, Term


def finds(query: Query, terms: Terms) -> bool:
    """Whether an entry of these terms holds all that is sought and nothing excluded."""
    wanted = (*query.terms, *query.filters)
    return all(holds(terms, each) for each in wanted) and not any(
        holds(terms, each) for each in query.excluded
    )


def finds_partly(query: Query, terms: Terms) -> bool:
    """Whether it holds some of the words, but not all."""
    return (
        len(query.terms) > 1
        and any(holds(terms, each) for each in query.telling)
        and not all(holds(terms, each) for each in query.terms)
        and all(holds(terms, each) for each in query.filters)
        and not any(holds(terms, each) for each in query.excluded)
    )


def holds(terms: Terms, term: Term) -> bool:
    """Whether one thing sought is there, in any of its ways."""
    if term.where == "marks":
        return any(set(each.tokens) <= set(terms.marks.split()) for each in term.alternatives)
    fields = [terms.title] if term.where == "title" else [terms.title, terms.body]
    return bool(set(term.ids) & set(terms.ids.split())) or any(
        _stands(each.tokens, field.split()) for each in term.alternatives for field in fields
    )


def _stands(run: Sequence[str], among: Sequence[str]) -> bool:
    length = len(run)
    return any(tuple(among[at : at + length]) == tuple(run) for at in range(len(among)))
