"""Every page of the demo as a visitor, a member and an author see it: nothing to mend.

Desktop is judged in the light and the phone in the dark, each page once in either; the public
pages also the other way round. Widths, the console, other hosts and pictures on each visit.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, Response

from tests.access.urlmap import addresses

from .conftest import Judge
from .demo_site import DemoSite

pytestmark = pytest.mark.browser

LOOKS = [("desktop", "light", "en"), ("phone", "dark", "sr")]
OTHER_LOOKS = [("desktop", "dark", "sr-latn"), ("phone", "light", "en")]
WIDTHS = (320, 360, 1280, 2000)
# Doors, machines' addresses and what is only there for developers.
NO_PAGES = re.compile(
    r"door-|logout|download|robots|sitemap|root|appearance|picture|health|styleguide|developer"
    r"|^api:|^office:read$|suggest"
)
OURS = re.compile(r"/(advisories|groups|topics)/")
ALLOWED = {200, 400, 401, 404}

FOLDED = "document.querySelectorAll('main details').forEach(fold => { fold.open = true })"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
BROKEN = "[...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src)"
NAMELESS = """
() => [['title', document.title], ['lang', document.documentElement.lang],
       ['description', document.querySelector('meta[name=description]')?.content]]
      .filter(([, text]) => !text).map(([name]) => name)
"""


class Watch:
    """What a page complains of while it loads: console, refused resources, other hosts."""

    def __init__(self, page: Page, base: str) -> None:
        self.base = base
        self.heard: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.heard.append(f"script: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def taken(self) -> list[str]:
        """What was heard since the last time."""
        heard, self.heard = self.heard, []
        return heard

    def _console(self, message: ConsoleMessage) -> None:
        # Answers of the page itself are judged where it is opened, of other addresses below.
        if message.type in {"error", "warning"} and "Failed to load" not in message.text:
            self.heard.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:")):
            self.heard.append(f"other host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.heard.append(f"{response.status}: {response.url}")


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
@pytest.mark.parametrize("role", ["anonymous", "member", "author"])
def test_nothing_to_mend(
    page_as: Any, judge: Judge, demo_site: DemoSite, role: str, look: tuple[str, str, str]
) -> None:
    size, scheme, language = look
    page = page_as(role, size, scheme)
    paths = list(pages_for(role, demo_site, language))
    assert len(paths) > 15
    found = findings(page, demo_site.url, paths, judge)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("look", OTHER_LOOKS, ids="-".join)
def test_the_other_way_round(
    page_as: Any, judge: Judge, demo_site: DemoSite, look: tuple[str, str, str]
) -> None:
    size, scheme, language = look
    page = page_as("author", size, scheme)
    paths = [_in(language, path) for path in demo_site.of_every_kind("author")]
    chosen = [path for path in paths if path.startswith(f"/{language}/")]
    found = findings(page, demo_site.url, chosen, judge)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("role", ["anonymous", "author"])
def test_the_policy_holds_without_being_bypassed(
    page_as: Any, demo_site: DemoSite, role: str
) -> None:
    page = page_as(role, bypass_csp=False)
    watch = Watch(page, demo_site.url)
    for path in pages_for(role, demo_site, "en"):
        page.goto(demo_site.url + path)
    assert watch.taken() == []


def findings(page: Page, base: str, paths: list[str], judge: Judge) -> list[str]:
    """What is wrong on each of the `paths`; empty if nothing is."""
    watch, found = Watch(page, base), []
    for path in paths:
        response = page.goto(base + path)
        wrong = [] if response and response.status in ALLOWED else [f"answers {response}"]
        page.evaluate(FOLDED)
        wrong += judge(page) + [f"no {name}" for name in page.evaluate(NAMELESS)]
        wrong += [f"broken picture: {source}" for source in page.evaluate(BROKEN)]
        wrong += _too_wide(page) + watch.taken()
        found += [f"{path}: {what}" for what in wrong]
    return found


def pages_for(role: str, demo: DemoSite, language: str) -> Iterator[str]:
    """The addresses of ours that need no parameter, one thing of each kind, and what lies below."""
    plain = [
        one.path(language)
        for one in addresses()
        if one.exact and not one.parameters and not NO_PAGES.search(one.name)
        and (one.ours or one.route.startswith("accounts/"))
    ]  # fmt: skip
    if role != "anonymous":
        plain = [path for path in plain if role == "member" or path.startswith(f"/{language}/")]
    things = [_in(language, url) for url in demo.of_every_kind(role) if _own(role, url)]
    below = [below for url in things for below in _below(role, url)]
    asked = ["q=Helion", "q=VPN+banka", "q=zzzzzz", "q=" + "a" * 300, "q=%2B"]
    searches = [f"/{language}/search/?{query}" for query in asked]
    lists = [
        f"/{language}/advisories/?severity=4&label=CLEAR",
        f"/{language}/advisories/?year=1999",
    ]
    wrong = [f"/{language}/not-there/"]
    kept = [path for path in things if path.startswith(f"/{language}/")]
    yield from dict.fromkeys([f"/{language}/", *plain, *kept, *below, *searches, *lists, *wrong])


def _own(role: str, url: str) -> bool:
    """Editors' pages are the same for everybody: one visitor judges them."""
    return role == "anonymous" or bool(OURS.search(url))


def _below(role: str, url: str) -> list[str]:
    """The forms and lists that stand under a group, a topic, a draft or an advisory."""
    if "/desk/" in url:
        return [f"{url}text/"]
    if "/advisories/" in url:
        return [f"{url}v/1/"]
    if "/groups/" in url and role != "anonymous":
        return [f"{url}members/", f"{url}new/"]
    return [f"{url}reply/"] if "/topics/" in url and role != "anonymous" else []


def _in(language: str, url: str) -> str:
    """Our own views in that language; an editor's page has its own address in each."""
    if OURS.search(url):
        return re.sub(r"^/[a-z-]+/", f"/{language}/", url)
    return url.replace("/sr/", "/sr-latn/", 1) if language == "sr-latn" else url


def _too_wide(page: Page) -> list[str]:
    size, wrong = page.viewport_size, []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if (over := page.evaluate(TOO_WIDE)) > 0:
            wrong.append(f"{over} px too wide at {width}")
    page.set_viewport_size(size or {"width": WIDTHS[-2], "height": 800})
    return wrong
