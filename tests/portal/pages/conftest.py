"""A small site: both home pages, a page with its translation, one without, a list, a campaign."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from wagtail.models import Page

from portal.models import BasePage, HomePage, ListingPage, StandardPage
from portal.pages.founding import found

AddPage = Callable[..., Any]


@dataclass
class SmallSite:
    """The pages of the small site by name."""

    homes: dict[str, HomePage]
    advice: StandardPage
    advice_en: StandardPage
    only_sr: StandardPage
    listing: ListingPage


def add_page(parent: BasePage, kind: type[BasePage] = StandardPage, **values: Any) -> Any:
    """A published page below `parent`."""
    page = kind(locale=parent.locale, **values)
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision().publish()
    return page


def body(*blocks: tuple[str, Any]) -> str:
    """The stored form of a body."""
    return json.dumps([{"type": name, "value": value} for name, value in blocks])


@pytest.fixture
def site(db: None) -> SmallSite:
    homes = found()
    sr, en = homes["sr"], homes["en"]
    advice = add_page(
        sr,
        title="Љубав и преваре",
        slug="ljubav",
        summary="ЊЕГОШ и мрежа.срб",
        show_in_menus=True,
        body=body(
            ("heading", "Шта да урадите"),
            ("paragraph", '<p>Реч <a href="https://пример.срб/пут">линк</a> <b>КРАЉ</b></p>'),
        ),
    )
    advice_en = add_page(
        en,
        title="Romance fraud",
        slug="romance",
        translation_key=advice.translation_key,
        body=body(("paragraph", "<p>Never pay for love.</p>")),
    )
    only_sr = add_page(advice, title="Само овде", slug="samo-ovde")
    listing = add_page(sr, ListingPage, title="Списак", slug="spisak")
    return SmallSite(homes, advice, advice_en, only_sr, listing)
