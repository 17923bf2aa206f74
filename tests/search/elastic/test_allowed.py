"""No request leaves that could tell of what lies outside the rule."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
from elastic_transport import Transport

from search.backends.elastic import bodies, queries
from search.backends.elastic.allowed import NotAllowed, check
from search.backends.protocol import Order, Scope
from search.index import Index
from search.parsing import parse
from search.suggesting import suggest
from tests.search.shelf import INSIDER, MEMBER, OUTSIDER, Shelf, found

from .fixtures import settle

SCOPE = Scope(frozenset({1, 2}), frozenset({0, 1}), now=1_700_000_000, bins=frozenset({3}), since=5)
QUERY = parse('zakrpa "server baza" -prozor CVE-2026-1234')
ORDER = Order(today=739_000, favoured=frozenset({3}))
FORBIDDEN = [
    "post_filter",
    "suggest",
    "explain",
    "profile",
    "rescore",
    "script_fields",
    "runtime_mappings",
    "highlight",
    "knn",
    "min_score",
    "pit",
    "fields",
    "terminate_after",
]
NODES: list[dict[str, Any]] = [
    {"query_string": {"query": "tajna OR acl:7"}},
    {"simple_query_string": {"query": "tajna"}},
    {"terms": {"acl": {"index": "x", "id": "1", "path": "acl"}}},
    {"script": {"script": "true"}},
    {"exists": {"field": "acl"}},
    {"wildcard": {"title_n": "*"}},
    {"term": {"acl": {"value": "7"}}},
    {"term": {"title_n": {"value": "Tajna OR"}}},
    {"match_phrase": {"title_n": {"query": "a b", "analyzer": "keyword"}}},
    {"range": {"acl": {"gte": "now"}}},
    {"more_like_this": {"fields": ["title_n"], "like": "tajna"}},
    {"combined_fields": {"query": "a", "fields": ["acl"]}},
    {"ids": {"values": ["*"]}},
    {"match_all": {}, "term": {}},
]
AGGREGATIONS: list[dict[str, Any]] = [
    {"global": {}, "aggs": {}},
    {"terms": {"field": "acl", "size": 10}},
    {"terms": {"field": "bin", "size": 10, "min_doc_count": 0}},
    {"significant_text": {"field": "title_n"}},
    {"terms": {"field": "title_n"}},
    {"composite": {"sources": [{"a": {"terms": {"field": "acl"}}}], "size": 10}},
]


def every_body() -> list[dict[str, Any]]:
    node = queries.every(QUERY)
    return [
        bodies.counting(QUERY, SCOPE, [11]),
        bodies.counting_topics(node, SCOPE, [], [5, 4]),
        bodies.page(bodies.weighed(node, ORDER), SCOPE, [11, 12], "best", 0, 10),
        bodies.page(node, SCOPE, [], "newest", 10, 10),
        bodies.page(queries.some(QUERY) or node, SCOPE, [], "oldest", 0, 10),
        bodies.page(queries.beginning(["ban", "ka"]) or node, SCOPE, [], "best", 0, 8),
    ]


def test_our_own_are_allowed() -> None:
    for body in every_body():
        check(body, SCOPE)


@pytest.mark.parametrize("number", range(6))
def test_each_part_of_the_rule_is_missed(number: int) -> None:
    body = every_body()[number]
    for part in range(3):
        lacking = deepcopy(body)
        del lacking["query"]["bool"]["filter"][part]
        with pytest.raises(NotAllowed, match="rule"):
            check(lacking, SCOPE)


def _deeper(body: dict[str, Any]) -> None:
    """The rule is there, but not around everything."""
    body["query"] = {"bool": {"should": [body["query"], {"match_all": {}}]}}


def _as_post_filter(body: dict[str, Any]) -> None:
    body["post_filter"] = body["query"]["bool"].pop("filter")[0]


def _wider(body: dict[str, Any]) -> None:
    body["query"]["bool"]["filter"][0] = {"terms": {"acl": [1, 2, 7]}}


def _as_wish(body: dict[str, Any]) -> None:
    body["query"]["bool"]["should"] = body["query"]["bool"].pop("filter")


@pytest.mark.parametrize("spoil", [_deeper, _as_post_filter, _wider, _as_wish])
def test_the_rule_elsewhere_is_no_rule(spoil: Callable[[dict[str, Any]], None]) -> None:
    for body in every_body():
        spoil(body)
        with pytest.raises(NotAllowed):
            check(body, SCOPE)


@pytest.mark.parametrize("key", FORBIDDEN)
def test_forbidden_keys_are_refused(key: str) -> None:
    body = every_body()[2]
    for at in (body, body["query"]["bool"], body["collapse"]):
        at[key] = {}
        with pytest.raises(NotAllowed):
            check(body, SCOPE)
        del at[key]
    check(body, SCOPE)


@pytest.mark.parametrize("node", NODES)
def test_unlisted_nodes_are_refused_at_any_depth(node: dict[str, Any]) -> None:
    for where in ("filter", "must", "should", "must_not"):
        body = every_body()[2]
        body["query"]["bool"].setdefault(where, []).append({"bool": {"filter": [node]}})
        with pytest.raises(NotAllowed):
            check(body, SCOPE)


@pytest.mark.parametrize("aggregation", AGGREGATIONS)
def test_unlisted_aggregations_are_refused(aggregation: dict[str, Any]) -> None:
    body = every_body()[0]
    body["aggs"]["bins"] = aggregation
    with pytest.raises(NotAllowed):
        check(body, SCOPE)


# --- what truly leaves, looked at by other eyes than the checker's ------------------------

KEYS = {
    *("query", "from", "size", "sort", "collapse", "aggs", "track_total_hits"),
    *("bool", "filter", "must", "should", "must_not", "minimum_should_match"),
    *("term", "terms", "range", "ids", "prefix", "match_phrase", "match_all", "dis_max"),
    *("constant_score", "function_score", "combined_fields", "composite"),
    *(
        "functions",
        "weight",
        "exp",
        "origin",
        "offset",
        "scale",
        "decay",
        "score_mode",
        "boost_mode",
    ),
    *("queries", "boost", "value", "values", "fields", "sources", "field"),
    *("gt", "gte", "lt", "lte", "bins", "topics", "of"),
    *("acl", "bin", "day", "fresh", "topic", "shown_from", "shown_until", "entry", "_score"),
    *("title_n", "body_n", "ids", "marks", "typed"),
}


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        for each in value.values():
            yield from _keys(each)
    elif isinstance(value, list):
        for each in value:
            yield from _keys(each)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    """Targets and bodies of all searches that leave for the server, which still gets them."""
    seen: list[tuple[str, dict[str, Any]]] = []
    real = Transport.perform_request

    def listening(self: Transport, method: str, target: str, **more: Any) -> Any:
        if "/_search" in target:
            seen.append((target, json.loads(json.dumps(more["body"]))))
        return real(self, method, target, **more)

    monkeypatch.setattr(Transport, "perform_request", listening)
    return seen


ASKED = [
    "zakrpa",
    "zakrpa servera",
    '"zakrpa servera" -prozor',
    "CVE-2026-1234",
    "tip:note zakrpa",
    "in:title zakrpa",
    "tag:crvena",
    '{"match_all": {}} OR acl:7',
    "* ? ~2 ^5 title_n:tajna _id:1",
    "\u202ezakrpa\x00 " + "a" * 150,
]


@pytest.mark.elastic
def test_every_request_holds_the_rule_outermost(
    index: Index, notes: Shelf, sent: list[tuple[str, dict[str, Any]]]
) -> None:
    notes.put("a", "Zakrpa servera", "CVE-2026-1234")
    notes.put("b", "Zakrpa", place="group")
    settle(index)
    for viewer in (OUTSIDER, MEMBER, INSIDER):
        sent.clear()
        for text in ASKED:
            found(viewer, text)
            found(viewer, text, sort="newest", page=2)
            suggest(viewer, text)
        assert len(sent) > len(ASKED)
        wanted = ",".join(f"{index.prefix}-{each}" for each in sorted(viewer.partitions))
        for target, body in sent:
            assert target.startswith((f"/{wanted}/", f"/{wanted.replace(',', '%2C')}/"))
            filters = body["query"]["bool"]["filter"]
            assert {"terms": {"acl": sorted(viewer.acl_ids)}} in filters
            assert {next(iter(each["range"])) for each in filters if "range" in each} >= {
                "shown_from",
                "shown_until",
            }
            assert set(_keys(body)) <= KEYS
