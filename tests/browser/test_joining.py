"""The way into the network, played in a browser: apply, resume, vouch, vote twice."""

import re
from datetime import timedelta

import pytest
from django.core import mail as outbox
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from community.jobs import leases
from community.jobs.running import run
from community.models import Organisation, Person, VettingCase
from tests import factories as make
from tests.community.joining.cases import EMAIL, secretary, sponsor
from tests.logging_in import code_of, enrol

from .conftest import Judge, PageAt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Play:
    """The pages of one play, each judged as it is left."""

    def __init__(self, url: str, page_at: PageAt, judge: Judge, size: str) -> None:
        self.url, self._page_at, self._judge, self._size = url, page_at, judge, size
        self.findings: list[str] = []

    def open(self) -> Page:
        """A new browser."""
        return self._page_at(self._size)

    def press(self, page: Page, words: str) -> None:
        """Judges the page, then presses the button."""
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        self.findings += self._judge(page) + ([f"{page.url} too wide"] if wide > 0 else [])
        page.get_by_role("button", name=words, exact=True).click()
        page.wait_for_load_state()

    def member(self, person: Person) -> Page:
        """A browser in which the person has logged in through the forms."""
        enrol(person)
        page = self.open()
        page.goto(f"{self.url}/accounts/login/?next=/en/groups/")
        page.fill("input[name=login]", person.email)
        page.fill("input[name=password]", make.PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_load_state()
        page.fill("input[name=code]", code_of(person))
        page.press("input[name=code]", "Enter")
        page.wait_for_load_state()
        return page

    def by_link(self) -> Page:
        """A browser that has opened the newest mailed link."""
        _work()
        page = self.open()
        found = [re.search(r"/join/open/[\w-]+/", mail.body) for mail in outbox.outbox]
        page.goto(f"{self.url}/en{[one for one in found if one][-1][0]}")
        self.press(page, "Open the application")
        return page


def _work() -> None:
    """The worker takes every job that waits."""
    while (job := leases.claim(timedelta(minutes=1))) is not None:
        run(job, timedelta(minutes=1))


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_apply_resume_vouch_and_vote_twice(
    live_server: LiveServer, page_at: PageAt, judge: Judge, size: str
) -> None:
    play = Play(str(live_server.url), page_at, judge, size)
    sponsors, vetters = [sponsor("One"), sponsor("Two")], [secretary("Three"), secretary("Four")]
    _apply(play, [one.email for one in sponsors])
    case = VettingCase.objects.get()
    for person in sponsors:
        _vouch(play, person, case)
    for person in vetters:
        _vote(play, person, case)
    case.refresh_from_db()
    assert case.state == VettingCase.State.APPROVED
    assert Organisation.objects.get(name="Novi Oblak").state == "active"
    assert play.findings == []


def _apply(play: Play, sponsors: list[str]) -> None:
    page = play.open()
    page.goto(f"{play.url}/en/join/")
    page.fill("input[name=email]", EMAIL)
    page.fill("input[name=name]", "Novi Oblak")
    play.press(page, "Send me the link")
    assert "Look into your mailbox" in page.content()
    page = play.by_link()
    page.get_by_role("link", name="Your organisation", exact=True).click()
    page.select_option("select[name=kind]", "company")
    page.fill("input[name=country]", "BA")
    page.fill("textarea[name=domains]", "novi-oblak.example")
    play.press(page, "Save and go on")
    page.fill("textarea[name=why]", "We see attacks first.")
    play.press(page, "Save and go on later")
    # Another day, another device.
    page = play.open()
    page.goto(f"{play.url}/en/join/again/")
    page.fill("input[name=email]", EMAIL)
    play.press(page, "Send me the link")
    page = play.by_link()
    page.get_by_role("link", name="Who speaks for you", exact=True).click()
    page.fill("input[name=contact_name]", "Mira")
    page.fill("input[name=contact_position]", "CISO")
    play.press(page, "Save and go on")
    for number, email in enumerate(sponsors, 1):
        page.fill(f"input[name=sponsor_{number}]", email)
    play.press(page, "Save and go on")
    play.press(page, "Submit the application")  # without the tick: an error, nothing lost
    page.check("input[name=agrees]")
    play.press(page, "Submit the application")
    assert "Your application is with us" in page.content()
    _work()


def _vouch(play: Play, person: Person, case: VettingCase) -> None:
    page = play.member(person)
    row = case.application.sponsorships.get(person=person)
    page.goto(f"{play.url}/en/me/sponsoring/{row.uid}/")
    page.check("input[name=vouches][value=yes]")
    page.fill("textarea[name=reason]", "Two incidents together.")
    play.press(page, "Send the answer")
    assert "You vouch for them." in page.content()


def _vote(play: Play, person: Person, case: VettingCase) -> None:
    page = play.member(person)
    page.goto(f"{play.url}/en/office/queues/")
    play.press(page, "Take Novi Oblak")
    page.get_by_role("link", name="Novi Oblak", exact=True).click()
    page.check("input[name=in_favour][value=yes]")
    page.fill("[id=vote] ~ form textarea[name=reason]", "The register agrees.")
    play.press(page, "Vote")
    assert "The register agrees." in page.content()
