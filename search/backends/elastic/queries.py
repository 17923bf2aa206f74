"""What a query seeks, in Elasticsearch's words. Terms of letters and digits only get in."""

from collections.abc import Iterable, Sequence

from elasticsearch.dsl import query as q
from elasticsearch.dsl.query import Query as Node

from search.query import Alternative, Query, Term

# A word in the title tells more than one in the body.
TITLE = 6.0
# An identifier, and a title that is just what was typed, settle the matter: more than the
# words of the longest query come to.
EXACT = 1000.0


def every(query: Query) -> Node:
    """Every term and filter, none of the excluded."""
    ranked = [group(term) for term in query.terms]
    whole = [_exact(query.whole_title)] if query.whole_title and ranked else []
    return q.Bool(
        must=ranked or [q.MatchAll()],
        should=whole,
        filter=[group(term) for term in query.filters],
        must_not=[group(term) for term in query.excluded],
    )


def some(query: Query) -> Node | None:
    """Some terms but not all; None if that says nothing (one term, or common words only)."""
    if len(query.terms) < 2 or not query.telling:
        return None
    return q.Bool(
        must=[q.Bool(should=[group(term) for term in query.telling], minimum_should_match=1)],
        filter=[group(term) for term in query.filters],
        must_not=[
            q.Bool(filter=[group(term) for term in query.terms]),
            *(group(term) for term in query.excluded),
        ],
    )


def beginning(words: Sequence[str]) -> Node:
    """Titles with all `words`, the last one as a beginning."""
    whole = [q.Term(typed={"value": word}) for word in words[:-1]]
    return q.Bool(must=[*whole, q.Prefix(typed={"value": words[-1]})])


def group(term: Term) -> Node:
    """One term: the best of its alternatives, or its identifier."""
    if term.where == "marks":
        return _any(q.Bool(filter=_marks(each.tokens)) for each in term.alternatives)
    ways = [_standing(each, title_only=term.where == "title") for each in term.alternatives]
    found = [q.DisMax(queries=ways)] if ways else []
    return _any([*found, *map(_exact, term.ids)])


def _any(nodes: Iterable[Node]) -> Node:
    return q.Bool(should=list(nodes), minimum_should_match=1)


def _marks(tokens: Iterable[str]) -> list[Node]:
    return [q.Term(marks={"value": token}) for token in tokens]


def _exact(token: str) -> Node:
    return q.ConstantScore(filter=q.Term(ids={"value": token}), boost=EXACT)


def _standing(alternative: Alternative, *, title_only: bool) -> Node:
    title = _side_by_side("title_n", alternative, TITLE)
    if title_only:
        return title
    return _any([title, _side_by_side("body_n", alternative, 1.0)])


def _side_by_side(field: str, alternative: Alternative, weight: float) -> Node:
    boost = weight * alternative.weight
    if len(alternative.tokens) == 1:
        return q.Term(**{field: {"value": alternative.tokens[0], "boost": boost}})
    words = " ".join(alternative.tokens)
    return q.MatchPhrase(**{field: {"query": words, "boost": boost}})
