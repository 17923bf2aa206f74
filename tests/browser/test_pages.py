"""The public pages of the demo as a browser shows them: axe, no sideways scroll, no other host."""

from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from portal.demo.cast import Cast
from portal.demo.clock import start_clock
from portal.demo.organisations import seed_organisations
from portal.demo.pages import seed_pages

from .conftest import Judge, PageAt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESSES = ["/sr/", "/sr-latn/", "/en/", "/sr/prevarili-su-me/", "/en/tlp-labels/"]
ADDRESSES += ["/sr/dva-kljuca/", "/sr-latn/dezurni-tim/", "/sr/nema/"]


@pytest.fixture
def pages(live_server: LiveServer, settings: Any, tmp_path: Any) -> str:
    """Where the demo's public pages are served."""
    settings.MEDIA_ROOT = tmp_path
    cast = Cast(start_clock())
    seed_organisations(cast)
    seed_pages(cast)
    return str(live_server.url)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_public_pages(
    pages: str, page_at: PageAt, judge: Judge, foreign_requests: list[str], size: str, scheme: str
) -> None:
    page = page_at(size, scheme)
    findings = {}
    for address in ADDRESSES:
        response = page.goto(pages + address)
        assert response.status == (404 if address.endswith("/nema/") else 200)
        # What is folded away is judged too.
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        found = judge(page)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if found or wide > 0:
            findings[address] = [*found, f"{wide} px too wide"]
    assert findings == {}
    assert foreign_requests == []
