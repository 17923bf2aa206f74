"""Suspending an organisation, taking it back, letting it go; always with a reason."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from community import membership
from community.access.policy import Refused, require
from community.models import ClientRelation, Organisation, Seat
from community.people.acting import Acting
from community.people.closing import mind_organisation
from community.queues import keeping

from .acting import By
from .models import ClientProposal, DomainClaim, StateNote

S = Organisation.State
# What the secretariat may do here; who is let in is decided by vetting.
STEPS: Mapping[str, frozenset[str]] = {
    S.ACTIVE: frozenset({S.SUSPENDED, S.LEFT}),
    S.SUSPENDED: frozenset({S.ACTIVE, S.LEFT}),
}


@transaction.atomic
def set_state(organisation: Organisation, state: str, reason: str, *, by: By) -> None:
    """Suspends, resumes or lets leave. Whoever loses standing is logged out at once.

    Leaving ends every seat and every client relation too.
    """
    require(by.viewer, "organisation.state", organisation)
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if state == organisation.state:
        return
    if state not in STEPS.get(organisation.state, frozenset()):
        raise Refused("organisation.state", _("There is no such step from its present state."))
    StateNote.objects.create(
        organisation=organisation, state=state, reason=reason, by=by.person, at=timezone.now()
    )
    if state == S.LEFT:
        _end_all(organisation, by)
    membership.set_organisation_state(organisation, state, by=by.actor)
    mind_organisation(organisation, by=Acting(by.viewer, by.person))


def _end_all(organisation: Organisation, by: By) -> None:
    now = timezone.now()
    seats = Seat.objects.filter(organisation=organisation).exclude(until__lte=now)
    for seat in seats.select_related("person", "organisation"):
        membership.end_seat(seat, by=by.actor, now=now)
    sides = Q(provider=organisation) | Q(client=organisation)
    relations = ClientRelation.objects.filter(sides).exclude(until__lte=now)
    for relation in relations.select_related("provider", "client"):
        membership.end_client_relation(relation, by=by.actor, now=now)
    _withdraw(DomainClaim.objects.filter(organisation=organisation), ("open", "waiting"), "domains")
    _withdraw(ClientProposal.objects.filter(sides), ("proposed", "confirmed"), "clients")


def _withdraw(rows: "QuerySet[Any]", states: tuple[str, ...], queue: str) -> None:
    for row in rows.filter(state__in=states):
        row.state = "withdrawn"
        row.save(update_fields=["state"])
        keeping.close(queue, row.uid)
