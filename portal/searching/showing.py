"""An answer in the shapes that the page's components take."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from community.access.tlp import Label
from portal.searching import names
from portal.transliteration import html_to_latin
from search.registry import Row
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
    "document": "paperclip",
}

PUBLISHED = ("advisory", "page", "campaign", "scam")


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit with its drawing; `language` names its language where that is not the page's."""

    hit: Hit
    icon: str
    language: str = ""

    @property
    def text_lang(self) -> str:
        """The language of the snippet, for the `lang` attribute."""
        return self.hit.row.text_lang or self.hit.row.lang


def shown(hits: Iterable[Hit]) -> list[Shown]:
    """The hits with their drawings, public ones in the reader's script."""
    return [Shown(_in_script(hit), ICONS.get(hit.kind, "file-text"), _foreign(hit)) for hit in hits]


def _foreign(hit: Hit) -> str:
    base, _sign, _script = (hit.row.text_lang or hit.row.lang).partition("-")
    here = (get_language() or "").partition("-")[0]
    return names.language(base) if base and base != here else ""


def _in_script(hit: Hit) -> Hit:
    if not is_shown_in_latin(hit.kind, hit.row):
        return hit
    title, snippet = (mark_safe(html_to_latin(text)) for text in (hit.title, hit.snippet))
    return replace(hit, title=title, snippet=snippet, row=replace(hit.row, lang="sr-Latn"))


def is_shown_in_latin(kind: str, row: Row) -> bool:
    """Under `/sr-latn/` what the network publishes is Latin; members' text stays as typed."""
    published = kind in PUBLISHED and row.label in ("", Label.CLEAR)
    return published and get_language() == "sr-latn" and row.lang.startswith("sr")


def page_of(results: Results) -> Page[Any]:
    """A Django page of the same number, for the pagination component."""
    reachable = min(results.groups, MAX_PAGES * PAGE_SIZE)
    return Paginator(range(reachable), PAGE_SIZE).get_page(results.page)
