"""Into the network: apply, resume, vouch, vote twice; then the account, colleagues, texts."""

import re

from playwright.sync_api import Page

from community.joining.models import Sponsorship
from community.models import Organisation, OrganisationDomain, Person
from tests.factories import LONG_AGO

from .play import PASSWORD, Play, mailed, work

CHIEF, COLLEAGUE, ASKER = (f"{name}@novi-oblak.example" for name in ("mira", "nina", "oto"))


def apply(play: Play, sponsors: list[str]) -> None:
    """Begun on one device, gone on with on another by the mailed link."""
    page = play.open()
    play.go(page, "/en/join/")
    page.fill("input[name=email]", CHIEF)
    page.fill("input[name=name]", "Novi Oblak")
    play.press(page, "Send me the link")
    _by_link(play, page)
    play.link(page, "Your organisation")
    page.select_option("select[name=kind]", "company")
    page.fill("input[name=country]", "BA")
    page.fill("textarea[name=domains]", "novi-oblak.example")
    play.press(page, "Save and go on")
    page.fill("textarea[name=why]", "We see attacks first.")
    play.press(page, "Save and go on later")
    page = play.open()
    play.go(page, "/en/join/again/")
    page.fill("input[name=email]", CHIEF)
    play.press(page, "Send me the link")
    _by_link(play, page)
    play.link(page, "Who speaks for you")
    page.fill("input[name=contact_name]", "Mira Oblak")
    page.fill("input[name=contact_position]", "CISO")
    play.press(page, "Save and go on")
    for number, email in enumerate(sponsors, 1):
        page.fill(f"input[name=sponsor_{number}]", email)
    play.press(page, "Save and go on")
    page.check("input[name=agrees]")
    play.press(page, "Submit the application")
    play.says(page, "Your application is with us")
    work()


def _by_link(play: Play, page: Page) -> None:
    play.go(page, mailed(CHIEF, r"(/en/join/open/[\w-]+/)"))
    play.press(page, "Open the application")


def vouch(play: Play, person: Person) -> None:
    """A sponsor's word."""
    page = play.member(person)
    row = Sponsorship.objects.get(person=person)
    play.go(page, f"/en/me/sponsoring/{row.uid}/")
    page.check("input[name=vouches][value=yes]")
    page.fill("textarea[name=reason]", "Two incidents together.")
    play.press(page, "Send the answer")
    play.says(page, "You vouch for them.")


def vote(play: Play, page: Page) -> None:
    """One of the secretariat takes the application from the list and votes."""
    play.go(page, "/en/office/queues/")
    play.link(page, "Novi Oblak")
    page.check("input[name=in_favour][value=yes]")
    page.fill("[id=vote] ~ form textarea[name=reason]", "The register agrees.")
    play.press(page, "Vote")
    play.says(page, "The register agrees.")


def take_account(play: Play) -> Page:
    """The chief chooses a password by a mailed code and makes a passkey."""
    page = play.open()
    assert mailed(CHIEF, r"(/accounts/password/reset/)")
    play.go(page, "/accounts/password/reset/")
    page.fill("input[name=email]", CHIEF)
    play.press(page, "Send the code")
    page.fill("input[name=code]", mailed(CHIEF, r"^([A-Z0-9-]{6,12})$"))
    page.press("input[name=code]", "Enter")
    page.wait_for_selector("input[name=password1]")
    play.look(page)
    page.fill("input[name=password1]", PASSWORD)
    if page.locator("input[name=password2]").count():
        page.fill("input[name=password2]", PASSWORD)
    play.press(page, "Save the password")
    play.half_way_in(page, CHIEF)
    play.make_passkey(page, "Desk")
    return page


def sign_all(play: Play, page: Page, name: str) -> None:
    """Reads and signs whatever waits for a signature."""
    play.go(page, "/en/me/agreements/")
    while page.get_by_role("link", name="Read and sign").count():
        play.link(page, "Read and sign")
        page.fill("input[name=name]", name)
        page.check("input[name=agreed]")
        play.press(page, "Sign")
        play.go(page, "/en/me/agreements/")
    play.says(page, "Nothing waits for your signature.")


def invite(play: Play, page: Page) -> None:
    """The chief invites a colleague."""
    place = Organisation.objects.get(name="Novi Oblak")
    play.go(page, f"/en/organisations/{place.uid}/people/")
    play.link(page, "Invite")
    page.fill("input[name=email]", COLLEAGUE)
    play.press(page, "Send the invitation")
    play.says(page, COLLEAGUE)


def accept(play: Play, email: str, name: str) -> Page:
    """The invited makes an account and a passkey."""
    page = play.open()
    play.go(page, mailed(email, r"https?://[^/]+(/\S*invitation/\S+)"))
    page.fill("input[name=name]", name)
    page.fill("input[name=password]", PASSWORD)
    play.press(page, "Make the account")
    play.half_way_in(page, email)
    play.make_passkey(page, "Laptop")
    return page


def ask_and_be_confirmed(play: Play, chief: Page) -> Page:
    """Somebody asks with an address of the organisation, whose administrator knows them."""
    place = Organisation.objects.get(name="Novi Oblak")
    OrganisationDomain.objects.filter(organisation=place).update(confirmed_at=LONG_AGO)
    page = play.open()
    play.go(page, "/en/join/person/")
    page.fill("input[name=name]", "Oto")
    page.fill("input[name=email]", ASKER)
    play.press(page, "Send")
    play.go(page, mailed(ASKER, r"https?://[^/]+(/\S*proof/\S+)"))
    page.locator("main form button").first.click()
    play.look(page)
    play.go(chief, f"/en/organisations/{place.uid}/people/")
    play.press(chief, "Confirm and invite")
    return accept(play, ASKER, "Oto")


def vet(play: Play, page: Page, email: str) -> None:
    """The network's word on a person: one of the secretariat."""
    play.go(page, "/en/office/people/")
    play.link(page, Person.objects.get(email=email).name)
    page.check("input[name=vote][value=for]")
    page.fill("textarea[name=reason]", "Spoke with the organisation.")
    play.press(page, "Vote")
    play.says(page, "Spoke with the organisation.")
    assert re.search("Let in", page.inner_text("main"))
