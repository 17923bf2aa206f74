"""What the OpenAPI document says of the search."""

from typing import Any

from community.access.tlp import Label
from portal.searching.asking import NONE, SORTS
from search import registry
from search.parsing import MAX_LENGTH
from search.service import MAX_PAGES

from .search_asking import LANG, MOST, YEAR

_TEXT: dict[str, Any] = {"type": "string"}
_BOOLEAN = {"type": "boolean"}
_NUMBER = {"type": "integer", "minimum": 0}
_WORDS = {"type": "array", "items": _TEXT}
_LABELS = [f"TLP:{label.value}" for label in Label]
_HITS = {"type": "array", "items": {"$ref": "#/components/schemas/SearchHit"}}
_COUNTS = {"type": "array", "items": {"$ref": "#/components/schemas/SearchCount"}}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return schema | {"type": [schema["type"], "null"]}


def parameters() -> list[dict[str, Any]]:
    """Of the address; several values of one repeat it."""
    return [
        _parameter("q", _TEXT | {"minLength": 1, "maxLength": MAX_LENGTH}, required=True),
        _several("kind", {"enum": registry.names()}),
        _several("lang", {"pattern": f"^({LANG}|{NONE})$"}),
        _several("label", {"enum": [*_LABELS, *Label.values, NONE]}),
        _several("year", {"pattern": f"^({YEAR}|{NONE})$"}),
        _parameter("sort", {"type": "string", "enum": list(SORTS), "default": SORTS[0]}),
        _parameter("page", {"type": "integer", "minimum": 1, "maximum": MAX_PAGES, "default": 1}),
        _parameter("exact", _BOOLEAN | {"default": False}),
    ]


def _parameter(name: str, schema: dict[str, Any], *, required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": required, "schema": schema}


def _several(name: str, item: dict[str, Any]) -> dict[str, Any]:
    items = {"type": "string"} | item
    schema = {"type": "array", "items": items, "maxItems": MOST}
    return _parameter(name, schema) | {"style": "form", "explode": True}


def schemas() -> dict[str, dict[str, Any]]:
    """The properties of each object; all of them always come."""
    return {
        "SearchResults": {
            "read": {"$ref": "#/components/schemas/SearchReading"},
            "total": _NUMBER,
            "page": {"type": "integer", "minimum": 1, "maximum": MAX_PAGES},
            "pages": _NUMBER,
            "facets": {"$ref": "#/components/schemas/SearchFacets"},
            "did_you_mean": _or_null(_TEXT),
            "degraded": _BOOLEAN,
            "pinned": _HITS,
            "hits": _HITS,
            "partial": _HITS,
        },
        "SearchReading": {
            **dict.fromkeys(("words", "without", "also", "left_out", "ignored"), _WORDS),
            "filters": {"type": "array", "items": {"$ref": "#/components/schemas/SearchFilter"}},
            "cut": _BOOLEAN,
        },
        "SearchFilter": {"field": _TEXT, "value": _TEXT, "excluded": _BOOLEAN},
        "SearchFacets": dict.fromkeys(("kind", "lang", "label", "year"), _COUNTS),
        "SearchCount": {"value": _TEXT, "count": _NUMBER},
        "SearchHit": _HIT,
    }


_HIT: dict[str, Any] = {
    "uid": {"type": "string", "format": "uuid"},
    "kind": _TEXT,
    "title": _TEXT,
    "title_html": _TEXT,
    "snippet": _TEXT,
    "snippet_html": _TEXT,
    "url": {"type": "string", "format": "uri"},
    "label": {"type": ["string", "null"], "enum": [*_LABELS, None]},
    "lang": _or_null(_TEXT),
    "date": _or_null({"type": "string", "format": "date"}),
    "place": _TEXT,
    "part": _or_null(_TEXT),
    "topic_url": _or_null({"type": "string", "format": "uri"}),
    "others": _NUMBER,
}
