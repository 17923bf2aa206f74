"""What may be sent on behalf of a viewer: a list of what is allowed, and nothing beside it.

Asked for every request. What is not listed is refused, at any depth: `post_filter`,
suggesters, global aggregations, `explain`, `profile`, look-ups of terms, scripts and all
that is yet to be invented would tell of entries outside the rule.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from search.backends.protocol import EngineDown, Scope

_TOP = {"query", "from", "size", "sort", "collapse", "aggs", "track_total_hits"}
_WORDS = {"title_n", "body_n", "ids", "marks", "typed"}
_NUMBERS = {"acl", "bin", "day", "fresh", "topic", "shown_from", "shown_until"}
_SORTS = ({"_score"}, {"day"}, {"entry"})
_AGGREGATIONS = {"bins", "topics", "of"}
_TOKENS = re.compile(r"[a-z0-9]+( [a-z0-9]+)*")


class NotAllowed(EngineDown):
    """A body that may not be sent. A mistake of ours: the database answers instead."""


def check(body: Mapping[str, Any], scope: Scope) -> None:
    """Raises NotAllowed unless `body` asks within `scope` and by listed means only."""
    _only(body, _TOP)
    _rule(body["query"], scope)
    _node(body["query"])
    for number in ("from", "size"):
        _integer(body.get(number, 0))
    if body.get("collapse", {"field": "topic"}) != {"field": "topic"}:
        raise NotAllowed("collapse")
    if not isinstance(body.get("track_total_hits", False), bool):
        raise NotAllowed("track_total_hits")
    for each in body.get("sort", ()):
        if set(each) not in _SORTS or set(each.values()) - {"asc", "desc"}:
            raise NotAllowed("sort")
    for name, each in body.get("aggs", {}).items():
        _aggregation(name, each)


def _rule(node: Any, scope: Scope) -> None:
    """The viewer's acl ids and the present moment stand in the outermost `bool.filter`."""
    if set(node) != {"bool"}:
        raise NotAllowed("outermost")
    needed: list[dict[str, Any]] = [
        {"terms": {"acl": sorted(scope.acl_ids)}},
        {"range": {"shown_from": {"lte": scope.now}}},
        {"range": {"shown_until": {"gt": scope.now}}},
    ]
    filters = node["bool"].get("filter", ())
    if any(each not in filters for each in needed):
        raise NotAllowed("rule")


# --- nodes of a query -----------------------------------------------------------------


def _node(node: Any) -> None:
    if not isinstance(node, dict) or len(node) != 1:
        raise NotAllowed("node")
    [(kind, content)] = node.items()
    if kind not in _KINDS:
        raise NotAllowed(kind)
    _KINDS[kind](content)


def _bool(content: Any) -> None:
    _only(content, {"filter", "must", "should", "must_not", "minimum_should_match"})
    _integer(content.get("minimum_should_match", 0))
    for name in ("filter", "must", "should", "must_not"):
        for each in content.get(name, ()):
            _node(each)


def _dis_max(content: Any) -> None:
    _only(content, {"queries"})
    for each in content["queries"]:
        _node(each)


def _constant_score(content: Any) -> None:
    _only(content, {"filter", "boost"})
    _node(content["filter"])


def _function_score(content: Any) -> None:
    _only(content, {"query", "functions", "score_mode", "boost_mode"})
    _node(content["query"])
    for each in content["functions"]:
        _only(each, {"filter", "weight", "exp"})
        if "filter" in each:
            _node(each["filter"])
        for field, decay in each.get("exp", {}).items():
            _only({field: decay}, {"fresh"})
            _only(decay, {"origin", "offset", "scale", "decay"})


def _tokens(content: Any) -> None:
    for field, asked in content.items():
        _only({field: asked}, _WORDS)
        _only(asked, {"value", "query", "boost"})
        _word(asked.get("value", asked.get("query")))


def _combined_fields(content: Any) -> None:
    _only(content, {"query", "fields", "boost"})
    _only(dict.fromkeys(name.partition("^")[0] for name in content["fields"]), _WORDS)
    _word(content["query"])


def _word(words: Any) -> None:
    if not isinstance(words, str) or not _TOKENS.fullmatch(words):
        raise NotAllowed("words")


def _terms(content: Any) -> None:
    for field, numbers in content.items():
        _only({field: numbers}, _NUMBERS)
        # A list and never a look-up in another index.
        if not isinstance(numbers, list):
            raise NotAllowed(field)
        for number in numbers:
            _integer(number)


def _range(content: Any) -> None:
    for field, limits in content.items():
        _only({field: limits}, _NUMBERS)
        _only(limits, {"gt", "gte", "lt", "lte"})
        for number in limits.values():
            _integer(number)


def _ids(content: Any) -> None:
    _only(content, {"values"})
    if not all(re.fullmatch(r"[0-9]+", value) for value in content["values"]):
        raise NotAllowed("ids")


def _match_all(content: Any) -> None:
    _only(content, set())


_KINDS: dict[str, Callable[[Any], None]] = {
    "bool": _bool,
    "combined_fields": _combined_fields,
    "constant_score": _constant_score,
    "dis_max": _dis_max,
    "function_score": _function_score,
    "ids": _ids,
    "match_all": _match_all,
    "match_phrase": _tokens,
    "prefix": _tokens,
    "range": _range,
    "term": _tokens,
    "terms": _terms,
}


# --- the rest -------------------------------------------------------------------------


def _aggregation(name: str, content: Any) -> None:
    """Counts of matches by a number, at the top and with nothing inside."""
    _only({name: content}, _AGGREGATIONS)
    _only(content, {"terms", "composite"})
    if "composite" in content:
        _only(content["composite"], {"sources", "size"})
        if content["composite"]["sources"] != [{"topic": {"terms": {"field": "topic"}}}]:
            raise NotAllowed(name)
    else:
        _only(content["terms"], {"field", "size"})
        if content["terms"]["field"] not in {"bin", "topic"}:
            raise NotAllowed(name)


def _only(content: Any, names: set[str]) -> None:
    if not isinstance(content, Mapping) or set(content) - names:
        raise NotAllowed(" ".join(sorted(set(content) - names)) if content else "empty")


def _integer(value: Any) -> None:
    if type(value) is not int:
        raise NotAllowed("number")
