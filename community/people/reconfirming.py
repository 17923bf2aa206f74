"""Every quarter an organisation says who still works there.

The clock lets an organisation wait in its administrators' queue as soon as one of its people
was not confirmed for a period, and in the secretariat's after a second period. Nobody loses
access because others forgot: ending a seat stays an act of a person.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Min, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from community import membership
from community.access.policy import require
from community.models import Organisation, Person, Seat
from community.queues import keeping
from community.rules import rules

from . import leaving
from .acting import Acting
from .seats import open_now

QUEUE = "reconfirm"
OFFICE_QUEUE = "reconfirm-office"
HERE, LEFT = "here", "left"


def seats_to_confirm(organisation: Organisation, now: datetime) -> QuerySet[Seat]:
    """Open seats of people in the network, each with `said_at`, the longest unsaid first."""
    return (
        _seats()
        .filter(organisation=organisation)
        .select_related("person")
        .order_by("said_at", "person__name", "person__uid")
    )


def _seats() -> QuerySet[Any]:
    states = [Person.State.VETTED, Person.State.DORMANT]
    held = open_now(Seat.objects.filter(person__state__in=states))
    return held.annotate(said_at=Coalesce("confirmed_at", "since"))


def period() -> timedelta:
    """How long a confirmation lasts."""
    return timedelta(days=rules().reconfirm_every_days)


@transaction.atomic
def answer(
    organisation: Organisation, said: Mapping[str, str], *, by: Acting, now: datetime | None = None
) -> int:
    """Notes what was said of each person, by their uid: `here` or `left`. Returns how many.

    Whom `by` may not speak for is left as it was; so is who is not mentioned.
    """
    now = now or timezone.now()
    require(by.viewer, "people.reconfirm", organisation)
    done = 0
    for seat in seats_to_confirm(organisation, now).select_related("organisation"):
        done += _answer_for(seat, said.get(str(seat.person.uid), ""), by, now)
    _settle(organisation, now)
    return done


def _answer_for(seat: Seat, word: str, by: Acting, now: datetime) -> bool:
    if word == HERE:
        require(by.viewer, "seat.confirm", seat)
        membership.confirm_seat(seat, by=by.actor, now=now)
    elif word == LEFT:
        leaving.end_seat(seat, by=by)
    return word in (HERE, LEFT)


def _settle(organisation: Organisation, now: datetime) -> None:
    """Closes what waited, once nobody's confirmation is older than a period."""
    row = _oldest().filter(organisation=organisation).order_by("organisation").first()
    oldest = row["oldest"] if row else None
    last = period()
    if oldest is None or oldest > now - last:
        keeping.close(QUEUE, organisation.uid)
    if oldest is None or oldest > now - 2 * last:
        keeping.close(OFFICE_QUEUE, organisation.uid)
    if oldest is None or oldest > now - last:
        organisation.reconfirmed_at = now
        organisation.save(update_fields=["reconfirmed_at"])


def _oldest() -> QuerySet[Any, Any]:
    """The oldest statement of each active organisation."""
    rows = _seats().filter(organisation__state=Organisation.State.ACTIVE)
    grouped: QuerySet[Any, Any] = rows.order_by().values("organisation")
    oldest: QuerySet[Any, Any] = grouped.annotate(oldest=Min("said_at"))
    return oldest


def put_what_is_due(now: datetime) -> None:
    """Lets every organisation wait whose people were not confirmed for a period, or two."""
    last = period()
    due = dict(_oldest().filter(oldest__lte=now - last).values_list("organisation", "oldest"))
    for organisation in Organisation.objects.filter(pk__in=due):
        oldest = due[organisation.pk]
        role = f"administrator:{organisation.pk}"
        at = {"opened_at": oldest + last}
        keeping.put(QUEUE, "organisation", organisation.uid, role=role, **at)
        if oldest <= now - 2 * last:
            at = {"opened_at": oldest + 2 * last}
            keeping.put(OFFICE_QUEUE, "organisation", organisation.uid, role="secretariat", **at)
