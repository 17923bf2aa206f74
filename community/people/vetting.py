"""The network's stage of letting a person in: as many votes as the network has set.

One vote against is a vote like one for: whichever side first has as many as are needed
decides. Who stands behind the person, the person, and who has voted do not count twice.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import membership
from community.access.policy import Refused, require
from community.audit.recording import record
from community.models import Person, VettingCase, VettingVote
from community.queues import keeping
from community.rules import rules

from . import leaving, letters
from .accepting import QUEUE
from .acting import Acting
from .seats import open_now


@transaction.atomic
def vote(case: VettingCase, *, in_favour: bool, reason: str, by: Acting) -> VettingCase:
    """One vote with its reason. Returns the case, which may be decided by it."""
    row = VettingCase.objects.select_for_update().get(pk=case.pk)
    require(by.viewer, "person.vet", row)
    now = timezone.now()
    VettingVote.objects.create(case=row, by=by.person, in_favour=in_favour, reason=reason, at=now)
    if row.votes.filter(in_favour=in_favour).count() >= rules().person_vetters_needed:
        _decide(row, in_favour, by)
    record(
        actor=by.actor,
        verb="person.vote",
        kind="vetting",
        uid=str(row.uid),
        details={"favour": int(in_favour)},
    )
    return row


def _decide(case: VettingCase, approved: bool, by: Acting) -> None:
    person = case.person
    if person is None:
        raise Refused("person.vet", _("This is the case of an organisation."))
    person = Person.objects.select_for_update().get(pk=person.pk)
    case.state = VettingCase.State.APPROVED if approved else VettingCase.State.REFUSED
    case.decided_at = case.closed_at = timezone.now()
    case.save(update_fields=["state", "decided_at", "closed_at"])
    keeping.close(QUEUE, case.uid)
    if person.state == Person.State.APPLICANT:
        if approved:
            membership.set_person_state(person, Person.State.VETTED, by=by.actor)
            leaving.mind_places_of(person)
        else:
            _turn_away(person, by)
    letters.decided(case, person)


def _turn_away(person: Person, by: Acting) -> None:
    for seat in open_now(person.seats.all()):
        membership.end_seat(seat, by=by.actor)
    membership.set_person_state(person, Person.State.LEFT, by=by.actor)
