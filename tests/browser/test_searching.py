"""The search as hands meet it: typing, arrows, facets, the way back; and without script."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .conftest import Judge
from .demo_site import DemoSite

pytestmark = pytest.mark.browser

DUPLICATES = """
() => [...document.querySelectorAll('[id]')].map(one => one.id)
      .filter((id, at, all) => all.indexOf(id) !== at)
"""


@pytest.fixture
def search(page_as: Any, demo_site: DemoSite) -> Page:
    """The empty search page of a member."""
    page: Page = page_as("member")
    page.goto(f"{demo_site.url}/en/search/")
    return page


def type_into(page: Page, text: str, field: str = "#q") -> None:
    page.locator(field).press_sequentially(text, delay=20)
    expect(page.locator(f"{field}-list [role=option]").first).to_be_visible()


def test_arrows_choose_a_suggestion_and_enter_opens_it(search: Page) -> None:
    type_into(search, "helio")
    field = search.locator("#q")
    expect(field).to_have_attribute("aria-expanded", "true")
    search.keyboard.press("ArrowDown")
    chosen = search.locator("#q-list [aria-selected=true]")
    expect(chosen).to_have_count(1)
    expect(field).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")
    assert search.evaluate("document.activeElement.id") == "q", "the focus stays in the field"
    url = chosen.get_attribute("data-url") or "none"
    search.keyboard.press("Enter")
    search.wait_for_url(f"**{url}**")


def test_up_from_the_field_is_the_last_one_and_down_leads_back(search: Page) -> None:
    type_into(search, "helio")
    options = search.locator("#q-list [role=option]")
    search.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    search.keyboard.press("ArrowDown")
    expect(search.locator("#q-list [aria-selected=true]")).to_have_count(0)
    expect(search.locator("#q")).not_to_have_attribute("aria-activedescendant", "q-list0")


def test_escape_closes_the_list_and_keeps_the_words(search: Page) -> None:
    type_into(search, "helio")
    search.keyboard.press("Escape")
    expect(search.locator("#q-list")).to_be_hidden()
    expect(search.locator("#q")).to_have_value("helio")
    search.keyboard.press("Enter")
    search.wait_for_url("**/search/?q=helio")


def test_a_click_opens_a_suggestion(search: Page) -> None:
    type_into(search, "helio")
    first = search.locator("#q-list [role=option]").first
    url = first.get_attribute("data-url") or "none"
    first.click()
    search.wait_for_url(f"**{url}**")


def test_how_many_suggestions_there_are_is_said(search: Page) -> None:
    type_into(search, "helio")
    expect(search.locator("form.find-large [role=status]")).to_contain_text("suggestion")
    search.locator("#q").fill("zzzzzz")
    expect(search.locator("form.find-large [role=status]")).to_have_text("No suggestions.")
    expect(search.locator("#q-list")).to_be_hidden()


@pytest.mark.parametrize("role", ["anonymous", "member"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_open_list_breaks_no_rule(
    page_as: Any, demo_site: DemoSite, judge: Judge, role: str, scheme: str
) -> None:
    page = page_as(role, "desktop", scheme)
    page.goto(f"{demo_site.url}/en/advisories/")
    type_into(page, "libtess" if role == "anonymous" else "helio", "#head-q")
    page.keyboard.press("ArrowDown")
    assert judge(page) == []
    assert page.evaluate(DUPLICATES) == []


@pytest.mark.parametrize("query", ["q=Helion", "q=helio+banka&kind=post&year=2026", "q=zzzz", ""])
def test_no_id_stands_twice(page_as: Any, demo_site: DemoSite, query: str) -> None:
    page = page_as("member", "phone")
    page.goto(f"{demo_site.url}/sr/search/?{query}")
    assert page.evaluate(DUPLICATES) == []


def test_who_saves_data_is_asked_nothing_while_typing(page_as: Any, demo_site: DemoSite) -> None:
    page: Page = page_as("anonymous")
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{demo_site.url}/en/search/")
    page.locator("#q").press_sequentially("helion", delay=20)
    page.wait_for_timeout(500)
    assert [url for url in asked if "suggest" in url] == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=helion")


def test_a_slash_leads_to_the_field_until_it_is_turned_off(search: Page) -> None:
    search.locator("h1").first.focus()
    search.keyboard.press("/")
    assert search.evaluate("document.activeElement.id") == "q"
    search.keyboard.type("a/b")
    expect(search.locator("#q")).to_have_value("a/b")
    search.get_by_role("button", name="Turn it off").click()
    search.keyboard.press("/")
    assert search.evaluate("document.activeElement.id") != "q"
    search.get_by_role("button", name="Turn it on").click()
    search.reload()
    search.keyboard.press("/")
    assert search.evaluate("document.activeElement.id") == "q"


def test_a_facet_narrows_and_the_way_back_restores(search: Page, demo_site: DemoSite) -> None:
    search.goto(f"{demo_site.url}/en/search/?q=Helion")
    before = search.locator(".bar h2").first.inner_text()
    choice = search.locator(".facet").first.locator("a").nth(1)
    count = choice.locator(".num").inner_text()
    choice.click()
    search.wait_for_url("**/search/?q=Helion&kind=*")
    assert search.locator(".bar h2").first.inner_text().split()[0] == count
    search.locator("a.chip").first.click()
    search.wait_for_url("**/search/?q=Helion")
    search.go_back()
    search.wait_for_url("**&kind=*")
    search.go_back()
    assert search.locator(".bar h2").first.inner_text() == before
    expect(search.locator("#q")).to_have_value("Helion")


def test_on_a_phone_the_facets_wait_behind_one_link(page_as: Any, demo_site: DemoSite) -> None:
    page = page_as("member", "phone")
    page.goto(f"{demo_site.url}/en/search/?q=Helion")
    expect(page.locator("#filters")).to_be_hidden()
    page.locator("a.fold-link").click()
    expect(page.locator("#filters")).to_be_visible()


def test_without_script_all_of_it_works(page_as: Any, demo_site: DemoSite) -> None:
    page = page_as("anonymous", java_script_enabled=False)
    page.goto(f"{demo_site.url}/en/")
    page.fill("#head-q", "libtessera")
    page.press("#head-q", "Enter")
    page.wait_for_url("**/search/?q=libtessera")
    assert page.locator("li.item").count() > 0
    page.locator("details.search-help summary").click()
    expect(page.locator("details.search-help dl")).to_be_visible()
