"""People on their way in, in the two worlds."""

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from community.models import Organisation, Person, VettingCase
from community.people.accepting import introduce, wait_for_administrators
from community.people.models import Introduction, Invitation, Measure, Request
from community.queues import keeping
from tests import factories as make

if TYPE_CHECKING:
    from .cast import Network

Uids = dict[str, list[Any]]


def open_things(net: "Network") -> Uids:
    """Somebody who was invited by Alpha's administrator and waits for the secretariat."""
    administrator = net.people["administrator"]
    case = _waiting(administrator, "Nova osoba")
    return {"person": [case.person.uid], "person_case": [case.uid]}


def for_members(net: "Network", words: str) -> Uids:
    """One more of them, suspended people, and a request that Alpha has to answer."""
    administrator = net.people["administrator"]
    case = _waiting(administrator, f"Ime {words}")
    _asked(administrator.seats.get().organisation, words)
    measure = Measure.objects.create(
        person=make.member(name=words),
        kind=Measure.Kind.SUSPENSION,
        reason=words,
        by=net.people["secretariat"],
        at=timezone.now(),
    )
    keeping.put("measures", "measure", measure.uid, role="secretariat")
    return {"person": [case.person.uid, measure.person.uid], "person_case": [case.uid]}


def restricted(ghost: Person, words: str) -> Uids:
    """Whom the ghosts' organisation has invited, and who asks it to be let in."""
    organisation, now = ghost.seats.get().organisation, timezone.now()
    Invitation.objects.create(
        organisation=organisation,
        email=f"{words}@ghosts.example",
        by=ghost,
        digest=_digest("invitation", words),
        sent_at=now,
        expires_at=now,
    )
    _asked(organisation, words)
    return {"person": [], "person_case": []}


def _waiting(by: Person, name: str) -> VettingCase:
    who = make.member(by.seats.get().organisation, name=name, state="applicant", hidden=True)
    case = introduce(who.seats.get(), by=by)
    assert case is not None
    assert Introduction.objects.filter(case=case).exists()
    return case


def _asked(organisation: Organisation, words: str) -> None:
    now = timezone.now()
    wait_for_administrators(
        Request.objects.create(
            organisation=organisation,
            email=f"{words.replace(' ', '-')}@ask.example",
            name=words,
            note=words,
            language="en",
            digest=_digest("request", words),
            asked_at=now,
            expires_at=now,
            proven_at=now,
        )
    )


def _digest(kind: str, words: str) -> str:
    return sha256(f"{kind} {words}".encode()).hexdigest()
