"""Votes on an application, and the decision they make.

So many different people as the network has set must be of one mind, for either end: one
person alone neither admits nor refuses (unless the network has one vetter only). If they
disagree nothing is decided: the owner and the deputies are told, and further people vote
until one side has the number.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.access.policy import Refused, require
from community.access.viewer import Viewer
from community.models import Person, VettingCase, VettingVote
from community.queues import keeping
from community.readers import actor_of
from community.rules import rules

from . import admitting, letters
from .applying import close, end_waiting
from .models import VoteNote
from .queue_names import VETTING
from .starting import log
from .states import State, after, application_of, state_of
from .vetters import deputies, is_short


@dataclass(frozen=True, slots=True)
class Ballot:
    """`reason` stays among those who vet; `to_applicant` is mailed if it is refused."""

    in_favour: bool
    reason: str
    to_applicant: str = ""


@transaction.atomic
def vote(case: VettingCase, ballot: Ballot, *, viewer: Viewer, person: Person) -> VettingCase:
    """One person's vote; decides the case if it is the last that was missing.

    The case is locked first, so that of two votes at once the later one sees the earlier.
    """
    found = locked(case)
    after(state_of(application_of(found)), "vote")
    require(viewer, "vetting.vote", found)
    if not ballot.in_favour and not ballot.to_applicant.strip():
        raise Refused("vetting.vote", _("Write for the applicant why you refuse."))
    row = VettingVote.objects.create(
        case=found, by=person, in_favour=ballot.in_favour, reason=ballot.reason, at=timezone.now()
    )
    if ballot.to_applicant.strip():
        VoteNote.objects.create(vote=row, to_applicant=ballot.to_applicant.strip())
    word = "for" if ballot.in_favour else "against"
    _decide(found, person)
    log(application_of(found), "vetting.vote", actor_of(person), vote=word)
    return found


def locked(case: VettingCase) -> VettingCase:
    """The case as it stands, kept from others until the transaction ends."""
    rows = VettingCase.objects.select_for_update(of=("self",))
    return rows.select_related("application", "organisation").get(pk=case.pk)


def _decide(case: VettingCase, last: Person) -> None:
    """Approves or refuses when enough are of one mind; calls for help when they are not."""
    sides = list(case.votes.values_list("in_favour", flat=True))
    needed = max(rules().vetters_needed, 1)
    if sides.count(True) >= needed:
        _approve(case, last)
    elif sides.count(False) >= needed:
        _refuse(case, last)
    elif len(set(sides)) > 1 or is_short(case):
        _call_others(case, disputed=len(set(sides)) > 1)


def _approve(case: VettingCase, last: Person) -> None:
    application = application_of(case)
    application.case = case
    now = timezone.now()
    case.state, case.decided_at = after(case.state, "approve"), now
    case.closed_at, case.owner = now, keeping.owner_of(VETTING, case.uid)
    case.person = admitting.admit(application, by=actor_of(last), now=now)
    case.save()
    end_waiting(application, now)
    log(application, "vetting.approve", actor_of(last))


def _refuse(case: VettingCase, last: Person) -> None:
    application = application_of(case)
    application.case = case
    case.owner = keeping.owner_of(VETTING, case.uid)
    case.save(update_fields=["owner"])
    against = VoteNote.objects.filter(vote__case=case, vote__in_favour=False).order_by("vote__at")
    letters.send_refusal(application, against.values_list("to_applicant", flat=True))
    close(application, after(case.state, "refuse"), by=actor_of(last))
    log(application, "vetting.refuse", actor_of(last))


def _call_others(case: VettingCase, *, disputed: bool) -> None:
    keeping.call_deputies(VETTING, case.uid)
    if disputed:
        owner = keeping.owner_of(VETTING, case.uid)
        voted = case.votes.values("by")
        people = {one.pk: one for one in deputies().exclude(pk__in=voted)}
        if owner is not None:
            people[owner.pk] = owner
        letters.tell_of_dispute(application_of(case), people.values())


def is_decided(case: VettingCase) -> bool:
    """Whether the case has come to its end."""
    return case.state in (State.APPROVED, State.REFUSED, State.WITHDRAWN)
