"""What the templates of the search page are given."""

from typing import Any

from portal.searching.asking import SORTS, Asked
from portal.searching.names import order
from portal.searching.narrowing import facets_of, removals_of, unnarrowed
from portal.searching.operators import examples
from portal.searching.reading import read
from portal.searching.showing import page_of, shown
from search.parsing import MAX_LENGTH
from search.service import MAX_PAGES, PAGE_SIZE, Results


def results_page(asked: Asked, results: Results) -> dict[str, Any]:
    """One page of results in the shapes of its parts."""
    return {
        "query": asked.text[:MAX_LENGTH],
        "asked": asked,
        "results": results,
        "reading": read(results.query, asked),
        "facets": facets_of(asked, results),
        "removals": removals_of(asked, results),
        "unnarrowed": unnarrowed(asked),
        "sorts": _sorts(asked),
        "hits": shown(results.hits),
        "partial": shown(results.partial),
        "pinned": shown(results.pinned),
        "meant": _meant(asked, results.meant),
        "page": page_of(results),
        "examples": examples(),
        "longest": MAX_LENGTH,
        "reachable": MAX_PAGES * PAGE_SIZE,
    }


def busy_page(asked: Asked) -> dict[str, Any]:
    """The page for who asked too often: what was typed, nothing looked up."""
    return {"query": asked.text[:MAX_LENGTH], "asked": asked, "again": asked.address}


def _sorts(asked: Asked) -> list[dict[str, Any]]:
    return [
        {"text": order(sort), "url": asked.sorted(sort).address, "current": sort == asked.sort}
        for sort in SORTS
    ]


def _meant(asked: Asked, text: str) -> dict[str, str] | None:
    return {"text": text, "url": asked.saying(text).address} if text else None
