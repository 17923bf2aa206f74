"""An answer of the search as JSON: the same hits, order and numbers as on the page."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from html import unescape
from typing import Any

from django.utils import timezone

from community.notify.letters import absolute
from portal.searching.asking import Asked, Value, word_of
from portal.searching.names import in_order
from search.bins import FACETS
from search.query import Query
from search.service import Hit, Results


def results_shown(asked: Asked, results: Results) -> dict[str, Any]:
    """One page of an answer."""
    return {
        "read": query_shown(results.query),
        "total": results.total,
        "page": asked.page,
        "pages": results.pages,
        "facets": {name: _counts(name, results.facets.get(name, {})) for name in FACETS},
        "did_you_mean": results.meant or None,
        "degraded": results.degraded,
        "pinned": _hits(results.pinned),
        "hits": _hits(results.hits),
        "partial": _hits(results.partial),
    }


def query_shown(query: Query) -> dict[str, Any]:
    """How the words were understood."""
    return {
        "words": [term.text for term in query.terms],
        "without": [term.text for term in query.excluded],
        "filters": [
            {"field": each.field, "value": each.text, "excluded": each.excluded}
            for each in query.applied
        ],
        "also": [each.text for each in query.also],
        "left_out": list(query.left_out),
        "ignored": [each.text for each in query.ignored],
        "cut": query.cut,
    }


def _counts(name: str, counts: Mapping[Value, int]) -> list[dict[str, Any]]:
    return [
        {"value": _word(name, value), "count": counts[value]}
        for value in in_order(name, dict(counts))
    ]


def _word(name: str, value: Value) -> str:
    return _label(str(value)) if name == "label" and value else word_of(value)


def _hits(hits: Iterable[Hit]) -> list[dict[str, Any]]:
    return [_hit(hit) for hit in hits]


def _hit(hit: Hit) -> dict[str, Any]:
    row = hit.row
    return {
        "uid": str(hit.uid),
        "kind": hit.kind,
        "title": plain(hit.title),
        "title_html": str(hit.title),
        "snippet": plain(hit.snippet),
        "snippet_html": str(hit.snippet),
        "url": absolute(row.url),
        "label": _label(row.label) if row.label else None,
        "lang": row.lang or None,
        "date": _day(row.date),
        "place": row.place,
        "part": row.part or None,
        "topic_url": absolute(row.whole) if row.whole else None,
        "others": hit.others,
    }


def plain(marked: str) -> str:
    """The text of a marked title or snippet."""
    return unescape(marked.replace("<mark>", "").replace("</mark>", ""))


def _label(value: str) -> str:
    return f"TLP:{value}"


def _day(moment: date | datetime | None) -> str | None:
    if isinstance(moment, datetime):
        return timezone.localtime(moment).date().isoformat()
    return moment.isoformat() if moment else None
