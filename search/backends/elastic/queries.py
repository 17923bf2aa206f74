"""What a query seeks, in Elasticsearch's words. Terms of letters and digits only get in."""

import re
from collections.abc import Iterable, Sequence

from elasticsearch.dsl import query as q
from elasticsearch.dsl.query import Query as Node

from search import ranking
from search.query import Alternative, Query, Term

_WORD = re.compile(r"[a-z0-9]+")
# A word's score, title and text taken together, stays below this in any number of entries.
MOST_OF_A_WORD = 16.0
# More than the words of the longest query come to, whatever else speaks for an entry.
EXACT = ranking.IDENTIFIER * 100
# The least weight of a field is 1.
_LEAST = min(ranking.TITLE, ranking.BODY)
_FIELDS = [f"title_n^{ranking.TITLE / _LEAST:g}", f"body_n^{ranking.BODY / _LEAST:g}"]


def every(query: Query) -> Node:
    """Every term and filter, none of the excluded; a title that is just the query comes first."""
    ranked = [_typed_first(term) for term in query.terms]
    return q.Bool(
        must=ranked or [q.MatchAll()],
        should=[_exact(query.whole_title)] if query.whole_title and ranked else [],
        filter=[group(term) for term in query.filters],
        must_not=[group(term) for term in query.excluded],
    )


def some(query: Query) -> Node | None:
    """Some terms but not all; None if that says nothing (one term, or common words only)."""
    if len(query.terms) < 2 or not query.telling:
        return None
    return q.Bool(
        must=[_any(group(term) for term in query.telling)],
        filter=[group(term) for term in query.filters],
        must_not=[
            q.Bool(filter=[group(term) for term in query.terms]),
            *(group(term) for term in query.excluded),
        ],
    )


def beginning(words: Sequence[str]) -> Node | None:
    """Titles with all `words`, the last one as a beginning; None if there are no such words."""
    if not words or not all(map(_WORD.fullmatch, words)):
        return None
    whole = [q.Term(typed={"value": word}) for word in words[:-1]]
    return q.Bool(must=[*whole, q.Prefix(typed={"value": words[-1]})])


def group(term: Term) -> Node:
    """One term: the best of its alternatives, or its identifier."""
    if term.where == "marks":
        return _any(q.Bool(filter=_marks(each.tokens)) for each in term.alternatives)
    ways = [_standing(each, term) for each in term.alternatives]
    return _any([*([q.DisMax(queries=ways)] if ways else []), *map(_exact, term.ids)])


def _typed_first(term: Term) -> Node:
    """As `group`, with what was typed before what was added, however rare a word that is."""
    typed = [_standing(each, term) for each in term.alternatives if each.weight >= 1]
    added = [each.weight for each in term.alternatives if each.weight < 1]
    if not typed or not added or term.where == "marks":
        return group(term)
    lift = q.ConstantScore(filter=_any(typed), boost=MOST_OF_A_WORD * max(added))
    return q.Bool(must=[group(term)], should=[lift])


def _any(nodes: Iterable[Node]) -> Node:
    return q.Bool(should=list(nodes), minimum_should_match=1)


def _marks(tokens: Iterable[str]) -> list[Node]:
    return [q.Term(marks={"value": token}) for token in tokens]


def _exact(token: str) -> Node:
    return q.ConstantScore(filter=q.Term(ids={"value": token}), boost=EXACT)


def _standing(alternative: Alternative, term: Term) -> Node:
    """The words of an alternative, side by side, in the title or in the text."""
    words, weight = " ".join(alternative.tokens), alternative.weight
    if term.where == "title":
        return q.MatchPhrase(title_n={"query": words, "boost": weight})
    if len(alternative.tokens) == 1:
        # Rarity is counted over both fields: a word of many titles is not rare for being
        # in few texts.
        return q.CombinedFields(query=words, fields=_FIELDS, boost=_LEAST * weight)
    return q.DisMax(
        queries=[
            q.MatchPhrase(title_n={"query": words, "boost": ranking.TITLE * weight}),
            q.MatchPhrase(body_n={"query": words, "boost": ranking.BODY * weight}),
        ]
    )
