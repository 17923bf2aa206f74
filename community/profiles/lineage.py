"""Successions and mergers, by two of the secretariat: one proposes, another confirms."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community import membership
from community.access.policy import Refused, require
from community.audit.recording import record
from community.holdings import heirs_of
from community.models import Lineage, Organisation, Person
from community.queues import keeping

from .acting import By
from .models import LineageProposal

QUEUE = "lineage"
State = LineageProposal.State


@dataclass(frozen=True, slots=True)
class Effect:
    """What confirming does: how many organisations and people read what the old one was sent."""

    organisations: int
    people: int


def effect_of(proposal: LineageProposal) -> Effect:
    """A succession opens the predecessor's things to the successor and its heirs.

    A merger opens nothing: what was sent to one is for who was there, not for who came later.
    """
    if proposal.kind == Lineage.Kind.MERGER:
        return Effect(0, 0)
    numbers = {proposal.successor_id} | heirs_of(proposal.successor_id, timezone.now())
    now = timezone.now()
    people = Person.objects.filter(
        standing_until__gt=now, is_active=True, seats__organisation__in=numbers
    ).exclude(seats__until__lte=now)
    return Effect(len(numbers), people.distinct().count())


@transaction.atomic
def propose_lineage(
    kind: str,
    predecessor: Organisation,
    successor: Organisation,
    *,
    on: date,
    reason: str,
    by: By,
) -> LineageProposal:
    """Notes what one of the secretariat heard; the open proposal of the two if there is one."""
    require(by.viewer, "organisation.manage")
    if predecessor.pk == successor.pk:
        raise Refused("lineage.propose", _("An organisation does not follow itself."))
    if predecessor.pk in heirs_of(successor.pk, timezone.now()):
        raise Refused("lineage.propose", _("The first of the two follows the second already."))
    Organisation.objects.select_for_update().get(pk=predecessor.pk)
    pair = {"predecessor": predecessor, "successor": successor}
    if Lineage.objects.filter(**pair).exists():
        raise Refused("lineage.propose", _("This is recorded already."))
    earlier = LineageProposal.objects.filter(**pair, state=State.PROPOSED).first()
    if earlier is not None:
        return earlier
    made = LineageProposal.objects.create(
        **pair,
        kind=kind,
        date=on,
        reason=reason,
        proposed_by=by.person,
        proposed_at=timezone.now(),
    )
    keeping.put(QUEUE, "lineage_proposal", made.uid, role="secretariat")
    _log(by, "lineage.propose", made)
    return made


@transaction.atomic
def decide_lineage(proposal: LineageProposal, yes: bool, *, by: By) -> None:
    """A second person records it, from its date on, or refuses."""
    rows = LineageProposal.objects.select_for_update().select_related("predecessor", "successor")
    proposal = rows.get(pk=proposal.pk)
    require(by.viewer, "lineage.decide", proposal)
    if proposal.state != State.PROPOSED:
        raise Refused("lineage.decide", _("This was decided already."))
    proposal.state = State.RECORDED if yes else State.REFUSED
    proposal.decided_by, proposal.decided_at = by.person, timezone.now()
    proposal.save()
    keeping.close(QUEUE, proposal.uid)
    if yes:
        membership.record_lineage(
            proposal.kind,
            proposal.predecessor,
            proposal.successor,
            by=by.actor,
            date=datetime.combine(proposal.date, time.min, UTC),
        )
    _log(by, "lineage.decide", proposal, state=proposal.state)


def _log(by: By, verb: str, proposal: LineageProposal, **details: object) -> None:
    record(
        actor=by.actor,
        verb=verb,
        kind="lineage_proposal",
        uid=str(proposal.uid),
        details=details | {"kind": proposal.kind},
    )
