"""With the keyboard alone: the skip link, a ring on every stop, a reply and a search."""

from typing import Any

import pytest
from playwright.sync_api import Page

from .demo_site import DemoSite

pytestmark = pytest.mark.browser

MOST_STOPS = 120
FOCUSED = """
() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  const look = getComputedStyle(one);
  return {
    name: one.name || '', tag: one.tagName, text: one.innerText || '', href: one.href || '',
    ringed: parseFloat(look.outlineWidth) >= 2 && look.outlineStyle !== 'none',
    seen: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight
          && box.right > 0 && box.left < innerWidth,
  };
}
"""


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_first_stop_skips_to_the_content(page_as: Any, demo_site: DemoSite, size: str) -> None:
    page = page_as("anonymous", size)
    page.goto(f"{demo_site.url}/en/")
    first = tab(page)
    assert first["href"].endswith("#content")
    assert first["seen"]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize("path", ["/en/", "/en/advisories/", "/en/groups/", "/accounts/login/"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_every_stop_is_seen_and_ringed(
    page_as: Any, demo_site: DemoSite, size: str, path: str
) -> None:
    page = page_as("anonymous", size)
    page.goto(demo_site.url + path)
    stops = list(stops_of(page))
    assert len(stops) > 8
    assert [stop for stop in stops if not (stop["ringed"] and stop["seen"])] == []


def test_a_reply_is_written_and_sent(page_as: Any, demo_site: DemoSite) -> None:
    page = page_as("member")
    page.goto(demo_site.url + topic_to_answer(demo_site))
    before = page.locator("article.post").count()
    tab_to(page, "name", "text")
    page.keyboard.type("Seen here too, since Monday.")
    tab_to(page, "tag", "BUTTON")
    page.keyboard.press("Enter")
    page.wait_for_url("**#post-*")
    assert page.locator("article.post").count() == before + 1
    assert "Seen here too, since Monday." in page.locator("article.post").last.inner_text()


def test_a_search_is_asked_and_its_first_hit_opened(page_as: Any, demo_site: DemoSite) -> None:
    page = page_as("member")
    page.goto(f"{demo_site.url}/en/groups/")
    tab_to(page, "name", "q")
    page.keyboard.type("Helion")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=Helion")
    hit = page.locator("h3.item-title a").first.get_attribute("href") or "none"
    tab_to(page, "href", hit)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{hit}")
    assert "Helion" in page.locator("main").inner_text()


def topic_to_answer(demo: DemoSite) -> str:
    """A topic of the member's own group."""
    for thing in demo.things:
        if (thing["kind"], thing["label"]) == ("topic", "AMBER+STRICT") and (
            "member" in thing["readers"]
        ):
            return str(thing["url"])
    raise AssertionError("the member reads no restricted topic")


def tab(page: Page) -> dict[str, Any]:
    """One step further; what is focused then."""
    page.keyboard.press("Tab")
    found: dict[str, Any] = page.evaluate(FOCUSED)
    return found


def stops_of(page: Page) -> Any:
    """Every stop of the page, until the focus leaves it."""
    for _each in range(MOST_STOPS):
        stop = tab(page)
        if stop["tag"] == "BODY":
            return
        yield stop


def tab_to(page: Page, what: str, wanted: str) -> None:
    """Tabs on until the focused element has it."""
    for stop in stops_of(page):
        if str(stop[what]).endswith(wanted):
            return
    raise AssertionError(f"Tab does not reach {what} {wanted}")
