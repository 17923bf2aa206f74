"""A real browser on a live server, and axe to judge what it shows.

`page_at(width, scheme)` opens a page; `judge(page)` gives axe's findings, empty if none.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from .demo_site import DemoSite, log_in, served_demo

CHROMIUM = "/usr/bin/chromium"
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = {"desktop": (1280, 800), "phone": (360, 740)}

PageAt = Callable[..., Page]
Judge = Callable[[Page], list[str]]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread, which Django takes for an async view.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    """The demo network, seeded and served once for all tests that look at it."""
    with served_demo(tmp_path_factory.mktemp("demo")) as site:
        yield site


@pytest.fixture
def foreign_requests() -> list[str]:
    """Every request to another host that the pages of this test made."""
    return []


@pytest.fixture
def page_at(browser: Browser, foreign_requests: list[str]) -> Iterator[PageAt]:
    """`page_at("phone", "dark")`: an empty page of that size and colour scheme."""
    contexts = []

    def opened(size: str = "desktop", scheme: str = "light", **options: Any) -> Page:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
            # axe is put into the page; a test of its own watches the policy
            **{"bypass_csp": True, **options},
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: _note(request.url, foreign_requests))
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def page_as(page_at: PageAt, demo_site: DemoSite) -> Any:
    """`page_as(role, size, scheme)`: a page, logged in through the forms once per role."""

    def opened(role: str, size: str = "desktop", scheme: str = "light", **options: Any) -> Page:
        page = page_at(size, scheme, **options)
        if role != "anonymous":
            _let_in(page, demo_site, role)
        return page

    return opened


@pytest.fixture
def judge() -> Judge:
    """`judge(page)`: each rule of WCAG 2.2 AA that the page breaks, with where."""
    return _judge


def _judge(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{rule['id']}: {rule['help']} at {[node['target'] for node in rule['nodes'][:3]]}"
        for rule in found["violations"]
    ]


def _note(url: str, foreign: list[str]) -> None:
    if urlsplit(url).hostname not in {"localhost", "127.0.0.1", None}:
        foreign.append(url)


def _let_in(page: Page, demo: DemoSite, role: str) -> None:
    if role not in demo.cookies:
        log_in(page, demo.url, demo.accounts[role])
        demo.cookies[role] = page.context.cookies()
    page.context.add_cookies(demo.cookies[role])
