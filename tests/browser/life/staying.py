"""In the network and out of it: confirmed again, locked out, left, removed, erased; the glass."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page

from community.forums.models import Topic
from community.models import Organisation, Person
from community.privacy.erasing import carry_out_due
from community.trustees.models import Opening

from .coming import COLLEAGUE
from .play import Play, work


def confirm_again(play: Play, chief: Page) -> None:
    """The administrator says who is still there."""
    place = Organisation.objects.get(name="Novi Oblak")
    play.go(chief, f"/en/organisations/{place.uid}/people/reconfirm/")
    for choice in chief.locator("input[type=radio][value=here]").all():
        choice.check()
    play.press(chief, "Save")
    assert place.seats.get(person__email=COLLEAGUE).confirmed_at is not None


def lose_everything(play: Play, page: Page, office: tuple[Page, Page]) -> None:
    """Device and codes are gone; two of the secretariat let the person make a new passkey."""
    play.sign_out(page)
    play.device(page).forget()
    person = Person.objects.get(email=COLLEAGUE)
    way_in = f"/en/office/people/{person.uid}/sessions/"
    play.go(office[0], way_in)
    play.press(office[0], "Ask for a new enrolment")
    play.go(office[1], way_in)
    play.press(office[1], "Confirm and remove")
    word = office[1].inner_text("code.code-input")
    play.half_way_in(page, COLLEAGUE)
    play.go(page, "/accounts/2fa/webauthn/add/")
    page.fill("input[name=word]", word)
    play.press(page, "Continue")
    play.make_passkey(page, "New laptop")
    play.sign_out(page)
    play.passkey_in(page)


def break_the_glass(play: Play, topic: Topic, trustees: tuple[Page, Page]) -> None:
    """One asks, the other confirms, both read."""
    one, two = trustees
    play.go(one, "/en/trustees/")
    one.fill("input[name=thing]", str(topic.uid))
    one.fill("textarea[name=reason]", "A court asks, and its author cannot be reached.")
    play.press(one, "Ask a second trustee")
    opening = Opening.objects.get()
    play.go(one, f"/en/trustees/openings/{opening.uid}/")
    assert not one.get_by_role("button", name="Confirm and break the glass").count()
    play.go(two, f"/en/trustees/openings/{opening.uid}/")
    play.press(two, "Confirm and break the glass")
    for page in trustees:
        play.go(page, f"/en/trustees/openings/{opening.uid}/")
        play.link(page, "Open it")
        play.says(page, topic.title)


def take_ones_data(play: Play, page: Page) -> None:
    """A copy is made by the worker and downloaded."""
    play.go(page, "/en/me/data/")
    play.press(page, "Make my copy")
    work()
    play.go(page, "/en/me/data/")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my copy").click()
    assert download.value.suggested_filename.endswith(".zip")


def leave(play: Play, page: Page) -> None:
    """Out of the network by oneself: signed out at once."""
    play.go(page, "/en/me/leave/")
    play.press(page, "Leave the network")
    play.press(page, "Yes, leave")
    play.is_out(page)


def be_erased(play: Play, page: Page, email: str) -> None:
    """Asked for by who has left already; a week later the account opens no more."""
    play.passkey_in(page)
    play.go(page, "/en/me/data/")
    page.fill("input[name=address]", "another@address.example")
    play.press(page, "Erase my account")
    play.says(page, "This is not the address of your account.")
    page.fill("input[name=address]", email)
    play.press(page, "Erase my account")
    play.says(page, "Your account will be erased on")
    carry_out_due(timezone.now() + timedelta(days=8))
    play.is_out(page)
    assert not Person.objects.filter(email=email).exists()


def be_removed(play: Play, page: Page, email: str, office: tuple[Page, Page]) -> None:
    """One of the secretariat asks, another confirms; the open session is over."""
    person = Person.objects.get(email=email)
    play.go(page, "/en/me/")
    for each in office:
        play.go(each, "/en/office/people/")
        each.fill("input[name=address]", email)
        play.press(each, "Find")
        if each is office[0]:
            each.fill("textarea[name=reason]", "Sold what was shared.")
            play.press(each, "Ask for removal")
            assert not each.get_by_role("button", name="Confirm the removal").count()
        else:
            play.press(each, "Confirm the removal")
    person.refresh_from_db()
    assert person.state == Person.State.LEFT
    play.is_out(page)
