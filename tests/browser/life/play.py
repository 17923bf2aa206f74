"""A play: browsers of their own for every role, and what axe and the ruler say of each page."""

import re
from datetime import timedelta

from django.core import mail as outbox
from playwright.sync_api import Page

from community.jobs import leases
from community.jobs.running import run
from community.models import Person
from tests import factories as make
from tests.browser.authenticator import Authenticator, plug_in
from tests.browser.conftest import Judge, PageAt
from tests.logging_in import code_of, enrol

LEASE = timedelta(minutes=1)
PASSWORD = make.PASSWORD
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Play:
    """The pages of one play, each judged when it is looked at."""

    def __init__(self, url: str, page_at: PageAt, judge: Judge, size: str) -> None:
        self.url, self._page_at, self._judge, self._size = url, page_at, judge, size
        self.findings: list[str] = []
        self.seen: set[str] = set()
        self.devices: dict[int, Authenticator] = {}

    def open(self) -> Page:
        """A new browser with a device for passkeys."""
        page = self._page_at(self._size)
        self.devices[id(page)] = plug_in(page)
        return page

    def device(self, page: Page) -> Authenticator:
        """The device in a browser of this play."""
        return self.devices[id(page)]

    def look(self, page: Page) -> None:
        """Judges the page, once for each kind of page."""
        page.wait_for_load_state()
        kind = re.sub(r"[0-9a-f-]{36}", "…", page.url.removeprefix(self.url).split("?")[0])
        kind = f"{kind} {page.locator('h1').first.inner_text()}"
        if kind in self.seen:
            return
        self.seen.add(kind)
        wide = [f"{kind}: too wide"] if page.evaluate(WIDE) > 0 else []
        self.findings += [f"{kind}: {one}" for one in self._judge(page)] + wide

    def go(self, page: Page, path: str) -> None:
        """Opens an address, and looks."""
        page.goto(f"{self.url}{path}")
        self.look(page)

    def press(self, page: Page, words: str) -> None:
        """Presses the one button that begins with these words, and looks at what follows."""
        page.get_by_role("button", name=re.compile(f"^{re.escape(words)}")).first.click()
        self.look(page)

    def link(self, page: Page, words: str) -> None:
        """Follows a link, and looks."""
        page.get_by_role("link", name=re.compile(f"^{re.escape(words)}")).first.click()
        self.look(page)

    def says(self, page: Page, words: str) -> None:
        """The page says it now."""
        page.wait_for_load_state()
        assert words in page.inner_text("body"), page.inner_text("body")

    def member(self, person: Person) -> Page:
        """A browser in which the person has logged in with password and app."""
        enrol(person)
        page = self.open()
        page.goto(f"{self.url}/accounts/login/?next=/en/me/")
        _password(page, person.email)
        page.fill("input[name=code]", code_of(person))
        page.press("input[name=code]", "Enter")
        page.wait_for_selector("details.account", state="attached")
        self.look(page)
        return page

    def half_way_in(self, page: Page, email: str) -> None:
        """Password and mailed code: who has no factor gets no further than to make one."""
        self.go(page, "/accounts/login/")
        _password(page, email)
        page.wait_for_url("**/login/code/confirm/**")
        self.look(page)
        page.fill("input[name=code]", mailed(email, r"^([A-Z0-9-]{6,12})$"))
        page.press("input[name=code]", "Enter")
        page.wait_for_load_state()

    def make_passkey(self, page: Page, name: str) -> None:
        """From a login without a factor to the recovery codes."""
        page.goto(f"{self.url}/accounts/2fa/webauthn/add/")
        if page.locator("input[name=password]").count():
            self.look(page)
            page.fill("input[name=password]", PASSWORD)
            page.press("input[name=password]", "Enter")
        page.wait_for_selector("#mfa_webauthn_add")
        self.look(page)
        page.fill("input[name=name]", name)
        page.click("#mfa_webauthn_add")
        page.wait_for_url("**/recovery-codes/**")
        self.look(page)

    def passkey_in(self, page: Page) -> None:
        """A login with the passkey alone."""
        self.go(page, "/accounts/login/")
        page.click("#passkey_login")
        page.wait_for_selector("details.account", state="attached")

    def is_out(self, page: Page) -> None:
        """The session is over: nobody is logged in any more."""
        page.goto(f"{self.url}/en/me/agreements/")
        page.wait_for_load_state()
        assert not page.locator("details.account").count()

    def sign_out(self, page: Page) -> None:
        """Ends the session."""
        self.go(page, "/accounts/logout/")
        page.click("main button.btn-main")
        page.wait_for_selector("body.public", state="attached")


def _password(page: Page, email: str) -> None:
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_load_state()


def work() -> None:
    """The worker takes every job that waits; mail is sent by it."""
    while (job := leases.claim(LEASE)) is not None:
        run(job, LEASE)


def mailed(address: str, pattern: str) -> str:
    """What the newest mail to an address that has it says."""
    work()
    for mail in reversed(outbox.outbox):
        if mail.to == [address] and (found := re.search(pattern, str(mail.body), re.MULTILINE)):
            return found[1]
    raise AssertionError(f"no mail to {address} says {pattern}")
