"""Applications for tests, made through the verbs that make them in life."""

import re

from community import membership
from community.access.viewer import Viewer
from community.joining import applying, sponsoring, starting, vetting
from community.joining.models import Application, Knock, Sponsorship
from community.models import Organisation, Person, Seat, VettingCase
from community.notify.models import OutgoingMail
from community.readers import viewer_for
from tests import factories as make

EMAIL = "mira@novi-oblak.example"
FILLED = {
    "name": "Novi Oblak",
    "kind": Organisation.Kind.COMPANY,
    "country": "BA",
    "domains": ["novi-oblak.example"],
    "why": "We run clouds for small firms.",
    "contact_name": "Mira Hadžić",
    "contact_position": "Head of security",
}


def viewer(person: Person) -> Viewer:
    """The person's viewer as it is now."""
    person.refresh_from_db()
    return viewer_for(person)


def secretary(name: str = "", of: Organisation | None = None) -> Person:
    """A member with the secretariat's office."""
    return officer("secretariat", name, of)


def officer(role: str, name: str = "", of: Organisation | None = None) -> Person:
    """A member with an office of the network."""
    made = make.member(of, name=name)
    membership.give_network_role(made, role, by=make.SETUP, since=make.LONG_AGO)
    made.refresh_from_db()
    return made


def sponsor(name: str = "") -> Person:
    """An administrator of an organisation of its own."""
    return make.member(name=name, role=Seat.Role.ADMINISTRATOR)


def begin(email: str = EMAIL, name: str = "Novi Oblak") -> Application:
    """A draft whose link was opened."""
    starting.answer_knock(starting.knock(email, name, "en"))
    made = starting.open_by_link(token_for(email))
    assert made is not None
    return made


def token_for(email: str) -> str:
    """The token of the newest link that was mailed to an address."""
    mail = OutgoingMail.objects.filter(address=email, kind__contains="joining.link").latest("pk")
    found = re.search(r"/join/open/([\w-]+)/", mail.text)
    assert found is not None
    return found[1]


def fill(application: Application, **values: object) -> Application:
    """Everything typed that has to be."""
    return applying.save_section(application, FILLED | values)


def submitted(*typed: str, email: str = EMAIL, **values: object) -> Application:
    """An application that is handed in, with sponsors as typed."""
    made = fill(begin(email, str(values.get("name", "Novi Oblak"))), sponsors=typed, **values)
    applying.submit(made)
    sponsoring.ask_named(made)  # by the worker, in life
    return Application.objects.select_related("case").get(pk=made.pk)


def vouch(application: Application) -> None:
    """Every sponsor who was asked says yes."""
    for row in application.sponsorships.filter(state=Sponsorship.State.ASKED):
        sponsoring.respond(
            row, vouches=True, reason="I know them.", viewer=viewer(row.person), person=row.person
        )


def open_case(email: str = EMAIL, **values: object) -> VettingCase:
    """A case that its two sponsors have opened for vetting."""
    sponsors = [sponsor(), sponsor()]
    made = submitted(*(one.email for one in sponsors), email=email, **values)
    vouch(made)
    case = VettingCase.objects.get(application=made)
    assert case.state == VettingCase.State.OPEN
    return case


def cast_vote(case: VettingCase, person: Person, *, yes: bool = True, words: str = "") -> None:
    """One vote."""
    told = words or ("" if yes else "Come back with a security contact.")
    ballot = vetting.Ballot(yes, "Looked at it.", told)
    vetting.vote(case, ballot, viewer=viewer(person), person=person)


def letters(kind: str) -> list[OutgoingMail]:
    """The letters of a kind that wait to be sent."""
    return list(OutgoingMail.objects.filter(kind__startswith=f"letter.{kind}").order_by("pk"))


def knocks() -> int:
    """How many knocks nobody has answered."""
    return Knock.objects.count()
