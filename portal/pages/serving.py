"""A page on its way to a reader: languages, links, way here, and how long it may be kept."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from community.access.gates import viewer_of
from portal.pages.addresses import codes_showing, page_address
from portal.pages.linked_pages import at_hand
from portal.shell.languages import html_lang

if TYPE_CHECKING:
    from portal.models import BasePage

PUBLIC = "public, max-age=60"
PRIVATE = "private, no-store"


@dataclass
class Frame:
    """The other pages that a page needs when it is shown."""

    others: "list[BasePage]" = field(default_factory=list)

    def translations(self, page: "BasePage") -> "list[BasePage]":
        """The page itself and its published translations."""
        return [one for one in self.others if one.translation_key == page.translation_key]

    def ancestors(self, page: "BasePage") -> "list[BasePage]":
        """The published pages above, the home page first."""
        above = [one for one in self.others if one.pk != page.pk and _lies_above(one, page)]
        return sorted(above, key=lambda one: one.depth)


def frame_of(page: "BasePage") -> Frame:
    """Fetches links, translations and ancestors of `page` in one query."""
    from portal.models import BasePage

    above = [page.path[: page.steplen * depth] for depth in range(2, page.depth)]
    wanted = Q(pk__in=page.links) | Q(translation_key=page.translation_key) | Q(path__in=above)
    pages = BasePage.objects.live().filter(wanted)
    return Frame(list(pages.select_related("locale").defer("latin", "links")))


def serve(page: "BasePage", request: HttpRequest, draw: Callable[[], Any]) -> HttpResponse:
    """The drawn page. Everybody's copy may be kept for a minute, a member's by nobody."""
    frame = frame_of(page)
    request.page_frame = frame  # type: ignore[attr-defined]
    request.language_urls = language_urls(page, frame)  # type: ignore[attr-defined]
    page.wear_script(translation.get_language() or settings.LANGUAGE_CODE)
    with at_hand(frame.others):
        response: HttpResponse = draw()
        if callable(render := getattr(response, "render", None)):
            render()
    # A member's frame and the chosen theme stand in the page, so a cache must tell them apart.
    patch_vary_headers(response, ("Cookie",))
    known = viewer_of(request).person_id is not None
    response["Cache-Control"] = PRIVATE if known else PUBLIC
    return response


def language_urls(page: "BasePage", frame: Frame) -> dict[str, str]:
    """Where this page is found in each language in which it truly exists."""
    return {
        code: page_address(one.url_path, one.content_language, code)
        for one in frame.translations(page)
        for code in codes_showing(one.content_language)
    }


def context_of(page: "BasePage", request: HttpRequest) -> dict[str, Any]:
    """`crumbs`, `alternates` and `canonical` for the templates; also in a preview."""
    frame = getattr(request, "page_frame", None) or frame_of(page)
    crumbs = [{"text": one.title_shown, "url": one.address} for one in frame.ancestors(page)]
    urls = language_urls(page, frame)
    return {
        "crumbs": [*crumbs, {"text": page.title_shown}] if crumbs else [],
        "canonical": request.build_absolute_uri(request.path),
        "alternates": [
            (html_lang(code), request.build_absolute_uri(url)) for code, url in urls.items()
        ],
    }


def _lies_above(one: "BasePage", page: "BasePage") -> bool:
    return one.depth < page.depth and page.path.startswith(one.path)
