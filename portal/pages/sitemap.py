"""`/sitemap.xml` and `/robots.txt`: the public pages in every language in which they exist."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from community.access.gates import gate
from portal.models import BasePage
from portal.pages.addresses import codes_showing, page_address
from portal.shell.languages import html_lang

KEPT = "public, max-age=3600"
# What the sitemap's format allows in one file.
MOST = 50_000


@dataclass(frozen=True)
class Place:
    """One public address, with the same content's addresses by language tag."""

    path: str
    changed: datetime | None = None
    alternates: dict[str, str] = field(default_factory=dict)


Source = Callable[[], Iterable[Place]]
_sources: list[Source] = []


def register_source(source: Source) -> None:
    """Slices add what everybody may read, e.g. CLEAR advisories; called for each answer."""
    if source not in _sources:
        _sources.append(source)


def page_places() -> Iterable[Place]:
    """Every published page, under each language code that shows it; one query."""
    alike: dict[Any, dict[str, tuple[str, Any]]] = defaultdict(dict)
    pages = BasePage.objects.live().select_related("locale").defer("latin", "links")
    for page in pages.order_by("path"):
        for code in codes_showing(page.content_language):
            path = page_address(page.url_path, page.content_language, code)
            alike[page.translation_key][code] = (path, page.last_published_at)
    for versions in alike.values():
        alternates = {html_lang(code): path for code, (path, _) in versions.items()}
        for path, changed in versions.values():
            yield Place(path, changed, alternates if len(alternates) > 1 else {})


@gate("public")
def sitemap(request: HttpRequest) -> HttpResponse:
    """All places with absolute addresses."""
    places = [place for source in (page_places, *_sources) for place in source()][:MOST]
    base = request.build_absolute_uri("/").rstrip("/")
    context = {"places": places, "base": base}
    response = render(request, "portal/sitemap.xml", context, content_type="application/xml")
    response["Cache-Control"] = KEPT
    return response


@gate("public")
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read what everybody may; doors are of no use to them."""
    address = request.build_absolute_uri(reverse("sitemap"))
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /accounts/", f"Sitemap: {address}"]
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
    response["Cache-Control"] = KEPT
    return response
