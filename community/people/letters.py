"""What the portal writes to people about their place in the network."""

from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from community.models import Organisation, Person, VettingCase
from community.notify.letters import Letter, Words, absolute, send_letter

from .models import Invitation, Request, Sleep


def day(moment: datetime) -> str:
    """A date as it is read in the letter's language."""
    return date_format(localtime(moment), "DATE_FORMAT")


def invite(invitation: Invitation, secret: str, language: str) -> None:
    """The link that gives a seat; the same letter whoever has the address."""

    def words() -> Letter:
        place = invitation.organisation.name
        return Letter(
            _("You are invited to the network"),
            [
                _("%(organisation)s invites you to join the network on its behalf.")
                % {"organisation": place},
                _("The link below works once, until %(day)s. Give it to nobody else.")
                % {"day": day(invitation.expires_at)},
                _("If you expected no invitation, do nothing: nothing happens without you."),
            ],
            _("Open the invitation"),
            absolute(reverse("people:accept-link", args=[secret])),
        )

    send_letter(
        "people.invitation",
        words,
        thing_kind="invitation",
        thing_uid=invitation.uid,
        address=invitation.email,
        language=language,
        secret=True,
        again=str(invitation.times_sent),
    )


def prove(request: Request, secret: str) -> None:
    """The link that shows an address is one's own. The same for every address."""

    def words() -> Letter:
        return Letter(
            _("Confirm your address"),
            [
                _("Somebody asked to join the network with this address."),
                _("If it was you, press the button below. It works once, until %(day)s.")
                % {"day": day(request.expires_at)},
                _("If your organisation is a member, its administrators are asked then."),
                _("If it was not you, do nothing."),
            ],
            _("Yes, it was me"),
            absolute(reverse("people:prove-link", args=[secret])),
        )

    send_letter(
        "people.prove",
        words,
        thing_kind="person-request",
        thing_uid=request.uid,
        address=request.email,
        language=request.language,
        secret=True,
    )


def declined(request: Request, organisation: Organisation) -> None:
    """The organisation does not know the person."""

    def words() -> Letter:
        return Letter(
            _("Your request was declined"),
            [
                _("%(organisation)s has not confirmed that you act for it.")
                % {"organisation": organisation.name},
                _("If this is a mistake, ask your colleagues who administer its people here."),
            ],
        )

    send_letter(
        "people.declined",
        words,
        thing_kind="person-request",
        thing_uid=request.uid,
        address=request.email,
        language=request.language,
    )


def decided(case: VettingCase, person: Person) -> None:
    """The network's answer about a person."""
    approved = case.state == VettingCase.State.APPROVED

    def words() -> Letter:
        place = {"organisation": case.organisation.name}
        if not approved:
            return Letter(
                _("The network has decided about you"),
                [
                    _("The network has not let you in for %(organisation)s.") % place,
                    _("The secretariat answers your questions."),
                ],
            )
        return Letter(
            _("Welcome to the network"),
            [
                _("You are vetted and act for %(organisation)s from now on.") % place,
                _("What you still have to sign stands on your first page."),
            ],
            _("Open the portal"),
            absolute("/"),
        )

    send_letter("people.decided", words, thing_kind="vetting", thing_uid=case.uid, person=person)


def seat_ended(person: Person, organisation: Organisation, when: datetime) -> None:
    """Somebody else ended a seat."""

    def words() -> Letter:
        return Letter(
            _("You no longer act for your organisation"),
            [
                _("Your place for %(organisation)s in the network ended on %(day)s.")
                % {"organisation": organisation.name, "day": day(when)},
                _("If this is a mistake, ask your colleagues who administer its people here."),
            ],
        )

    send_letter(
        "people.seat_ended",
        words,
        thing_kind="organisation",
        thing_uid=organisation.uid,
        person=person,
        again=when.date().isoformat(),
    )


def state_changed(person: Person) -> None:
    """Suspended, removed, or let in again by the secretariat."""
    said = {
        Person.State.SUSPENDED: _said_suspended,
        Person.State.LEFT: _said_removed,
        Person.State.VETTED: _said_back,
    }
    send_letter(
        "people.state",
        said[Person.State(person.state)],
        thing_kind="person",
        thing_uid=person.uid,
        person=person,
        again=str(person.membership_version),
    )


def _said_suspended() -> Letter:
    return Letter(
        _("Your access is suspended"),
        [
            _("The secretariat has suspended your access to the network."),
            _("It will tell you the reason and what can be done if you write to it."),
        ],
    )


def _said_removed() -> Letter:
    return Letter(
        _("You are no longer a member of the network"),
        [_("Two people of the secretariat have ended your membership of the network.")],
    )


def _said_back() -> Letter:
    return Letter(
        _("Your access is open again"),
        [_("You can use the network again.")],
        _("Open the portal"),
        absolute("/"),
    )


def sleep_notice(person: Person, sleep: Sleep, asleep_on: datetime) -> None:
    """Before an account falls asleep."""

    def words() -> Letter:
        return Letter(
            _("Your account will fall asleep"),
            [
                _("You have not been here for a long time."),
                _("On %(day)s your account falls asleep and reads nothing any more.")
                % {"day": day(asleep_on)},
                _("To keep it awake, sign in once."),
            ],
            _("Sign in"),
            absolute(reverse("account_login")),
        )

    _about_sleep("people.sleep_notice", words, person, sleep)


def fell_asleep(person: Person, sleep: Sleep) -> None:
    """When it has."""

    def words() -> Letter:
        return Letter(
            _("Your account is asleep"),
            [
                _("You have not been here for a long time, so your account sleeps now."),
                _("Sign in and wake it yourself; within a year nobody needs to be asked."),
            ],
            _("Wake it up"),
            absolute(reverse("people:wake")),
        )

    _about_sleep("people.asleep", words, person, sleep)


def woken(person: Person) -> None:
    """Somebody who is awake again hears of it: it may not have been them."""

    def words() -> Letter:
        return Letter(
            _("Your account is awake again"),
            [_("Your account was woken up. If it was not you, write to the secretariat at once.")],
        )

    send_letter(
        "people.woken",
        words,
        thing_kind="person",
        thing_uid=person.uid,
        person=person,
        again=str(person.membership_version),
    )


def _about_sleep(kind: str, words: Words, person: Person, sleep: Sleep) -> None:
    send_letter(
        kind,
        words,
        thing_kind="person",
        thing_uid=person.uid,
        person=person,
        again=sleep.told_at.date().isoformat(),
    )
