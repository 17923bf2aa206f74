"""Applications of the two worlds: a draft, one that is decided on, one that asks a sponsor."""

from typing import Any

from community.joining import applying, sponsoring, starting
from community.joining.models import Application, Sponsorship
from community.models import Person
from community.queues.models import Item
from community.readers import viewer_for
from tests import factories as make

KINDS = ("application", "vetting", "sponsorship", "queue_item")


def open_things(people: dict[str, Person]) -> dict[str, list[Any]]:
    """The applicant's own draft; a member is asked to vouch; the secretariat decides."""
    draft = _draft(people["applicant"].email, "Draft of the applicant")
    asked = _submitted("asks@elsewhere.example", "Asks a sponsor", [people["member"]])
    vouched = [make.member(make.organisation(f"Sponsor {n}")) for n in range(2)]
    decided = _submitted("waits@elsewhere.example", "Waits for votes", vouched)
    _vouch(decided)
    return _uids(draft, decided, asked)


def for_members(words: str) -> dict[str, list[Any]]:
    """Applications that those read who vet, and the sponsor who is asked."""
    draft = _draft("hidden@elsewhere.example", f"{words} draft")
    sponsors = [make.member(make.organisation(f"{words} {n}")) for n in range(2)]
    asked = _submitted("hidden-asks@elsewhere.example", f"{words} asks", sponsors[:1])
    decided = _submitted("hidden-waits@elsewhere.example", f"{words} waits", sponsors)
    _vouch(decided)
    return _uids(draft, decided, asked)


def restricted(words: str) -> dict[str, list[Any]]:
    """A stranger's draft: nobody reads it but who has its mailbox."""
    draft = _draft("stranger@elsewhere.example", words)
    return {kind: [] for kind in KINDS} | {"application": [draft.uid]}


def _uids(draft: Application, decided: Application, asked: Application) -> dict[str, list[Any]]:
    case = decided.case
    return {
        "application": [draft.uid],
        "vetting": [case.uid],
        "sponsorship": [asked.sponsorships.get(state=Sponsorship.State.ASKED).uid],
        "queue_item": [Item.objects.get(thing_uid=case.uid, closed_at=None).uid],
    }


def _draft(email: str, name: str) -> Application:
    starting.answer_knock(starting.knock(email, name, "en"))
    made = Application.objects.get(email=email)
    values = {
        "kind": "company",
        "country": "BA",
        "domains": [email.partition("@")[2]],
        "why": f"{name} wants to join.",
        "contact_name": f"Contact of {name}",
        "contact_position": "CISO",
    }
    return applying.save_section(made, values)


def _submitted(email: str, name: str, sponsors: list[Person]) -> Application:
    typed = [*(one.email for one in sponsors), "nobody@nowhere.example"][:2]
    made = applying.submit(applying.save_section(_draft(email, name), {"sponsors": typed}))
    sponsoring.ask_named(made)
    return Application.objects.select_related("case").get(pk=made.pk)


def _vouch(application: Application) -> None:
    for row in application.sponsorships.filter(state=Sponsorship.State.ASKED):
        person = row.person
        person.refresh_from_db()
        acts = {"viewer": viewer_for(person), "person": person}
        sponsoring.respond(row, vouches=True, reason="I know them.", **acts)
