"""Whole request bodies.

Every one has the same shape: an outermost `bool` whose `filter` holds the rule, and within
it what is sought. `search.backends.elastic.allowed` refuses any other.
"""

from collections.abc import Collection
from typing import Any

from elasticsearch.dsl import A, Search
from elasticsearch.dsl import query as q
from elasticsearch.dsl.query import Query as Node

from search import ranking
from search.backends.elastic.queries import every
from search.backends.protocol import MOST_GROUPS, Order, Scope
from search.query import Query

# More combinations than there are; were there more still, the answer would be refused.
MOST_BINS = 10_000

NEVER = 2**31 - 1
_AHEAD = 200_000  # days


# --- order ----------------------------------------------------------------------------


def weighed(node: Node, order: Order) -> Node:
    """The same matches, with what is new and what is favoured a little higher.

    One function over sums: two, one in the other, cost half as much again.
    """
    # Around the origin lies a span without decay: it begins today and has no end.
    ahead = {"origin": order.today + _AHEAD, "offset": _AHEAD}
    decay = {"fresh": {**ahead, "scale": ranking.RECENCY_DAYS, "decay": 0.5}}
    functions: list[dict[str, Any]] = [
        {"weight": 1.0},
        {"exp": decay, "weight": ranking.RECENCY_GAIN},
    ]
    if order.favoured:
        favoured = q.Terms(bin=sorted(order.favoured)).to_dict()
        functions.append({"filter": favoured, "weight": ranking.FAVOUR - 1})
    scored = {"query": node.to_dict(), "functions": functions}
    return q.Q({"function_score": {**scored, "score_mode": "sum", "boost_mode": "multiply"}})


_SORTS: dict[str, list[Any]] = {
    "best": [{"_score": "desc"}, {"entry": "asc"}],
    "newest": [{"day": "desc"}, {"entry": "asc"}],
    "oldest": [{"day": "asc"}, {"entry": "asc"}],
}


# --- whole bodies ---------------------------------------------------------------------


def scoped(node: Node, scope: Scope, denied: Collection[int], *, ranking: bool = True) -> Node:
    """The rule around what is sought; the only place where it is written."""
    rule: list[Node] = [
        q.Terms(acl=sorted(scope.acl_ids)),
        q.Range(shown_from={"lte": scope.now}),
        q.Range(shown_until={"gt": scope.now}),
    ]
    if scope.since > 0 or scope.until < NEVER:
        rule.append(q.Range(day={"gte": scope.since, "lte": scope.until}))
    if scope.bins is not None:
        rule.append(q.Terms(bin=sorted(scope.bins)))
    without = [q.Ids(values=[str(number) for number in sorted(denied)])] if denied else []
    if ranking:
        return q.Bool(filter=rule, must=[node], must_not=without)
    return q.Bool(filter=[*rule, node], must_not=without)


def counting(query: Query, scope: Scope, denied: Collection[int]) -> dict[str, Any]:
    """Numbers by bin, and of topics as far as they are counted."""
    search = Search().query(scoped(every(query), scope, denied, ranking=False))
    search = search.extra(size=0, track_total_hits=True)
    search.aggs.bucket("bins", A("terms", field="bin", size=MOST_BINS))
    topics = [{"topic": {"terms": {"field": "topic"}}}]
    search.aggs.bucket("topics", A("composite", sources=topics, size=MOST_GROUPS))
    return search.to_dict()


def counting_topics(
    node: Node, scope: Scope, denied: Collection[int], topics: Collection[int]
) -> dict[str, Any]:
    """How many entries of each of these topics match."""
    only = q.Bool(filter=[node, q.Terms(topic=sorted(topics))])
    search = Search().query(scoped(only, scope, denied, ranking=False))
    search = search.extra(size=0, track_total_hits=False)
    search.aggs.bucket("of", A("terms", field="topic", size=len(topics)))
    return search.to_dict()


def page(
    node: Node, scope: Scope, denied: Collection[int], sort: str, offset: int, limit: int
) -> dict[str, Any]:
    """One page of entries, the best of each topic."""
    ranking = sort == "best"
    search = Search().query(scoped(node, scope, denied, ranking=ranking))
    search = search.extra(track_total_hits=False).collapse(field="topic").sort(*_SORTS[sort])
    return search[offset : offset + limit].to_dict()
