"""An answer in the shapes that the page's components take."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.access.tlp import Label
from portal.searching.asking import Asked
from portal.transliteration import html_to_latin
from search import registry
from search.service import MAX_PAGES, PAGE_SIZE, Hit, Results

# A drawing for each kind that has one; the rest are shown as text.
ICONS = {
    "advisory": "shield-alert",
    "topic": "message-square",
    "post": "message-square",
    "group": "users",
    "organisation": "building-2",
    "campaign": "megaphone",
    "scam": "venetian-mask",
}

PUBLISHED = ("advisory", "page")


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit with its drawing."""

    hit: Hit
    icon: str


def shown(hits: tuple[Hit, ...]) -> list[Shown]:
    """The hits with their drawings, public ones in the reader's script."""
    return [Shown(_in_script(hit), ICONS.get(hit.kind, "file-text")) for hit in hits]


def _in_script(hit: Hit) -> Hit:
    """Under `/sr-latn/` what the network publishes is Latin; members' text stays as typed."""
    row = hit.row
    published = hit.kind in PUBLISHED and row.label in ("", Label.CLEAR)
    if not published or get_language() != "sr-latn" or not row.lang.startswith("sr"):
        return hit
    title, snippet = (mark_safe(html_to_latin(text)) for text in (hit.title, hit.snippet))
    return replace(hit, title=title, snippet=snippet, row=replace(row, lang="sr-Latn"))


def facet_entries(asked: Asked, results: Results) -> list[dict[str, Any]]:
    """Links that narrow to one kind, the first one to all, each with its true count."""
    counts = results.facets.get("kind", {})
    if not counts:
        return []
    everything = [("", _("All"), sum(counts.values()))]
    kinds = [
        (name, registry.get(name).plural or registry.get(name).label, counts[name])
        for name in registry.names()
        if name in counts
    ]
    return [
        {
            "text": text,
            "url": _address(asked.text, kind),
            "count": count,
            "current": kind == (asked.kind or ""),
        }
        for kind, text, count in everything + kinds
    ]


def page_of(results: Results) -> Page:
    """A Django page of the same number, for the pagination component."""
    reachable = min(results.groups, MAX_PAGES * PAGE_SIZE)
    return Paginator(range(reachable), PAGE_SIZE).get_page(results.page)


def _address(text: str, kind: str) -> str:
    return f"?{urlencode({'q': text, 'kind': kind} if kind else {'q': text})}"
