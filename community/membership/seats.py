"""Seats in organisations."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from community.access.actors import Actor
from community.endings import end_everything
from community.models import Organisation, Person, Seat

from .recorded import log
from .refreshing import refresh
from .sessions import end_sessions


@transaction.atomic
def seat_person(
    person: Person,
    organisation: Organisation,
    *,
    by: Actor,
    role: str = Seat.Role.MEMBER,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Seat:
    """Gives `person` a seat in `organisation`."""
    seat = Seat.objects.create(
        person=person,
        organisation=organisation,
        role=role,
        since=since or timezone.now(),
        until=until,
    )
    refresh(person)
    log(by, "seat.open", "person", person, organisation=organisation.uid, role=role)
    return seat


@transaction.atomic
def end_seat(seat: Seat, *, by: Actor, now: datetime | None = None) -> None:
    """Ends a seat and every group and team seat that hangs on it, and logs the person out."""
    now = now or timezone.now()
    for rows in (seat.group_seats, seat.team_seats):
        rows.exclude(until__lte=now).update(until=now)
    seat.until = now
    seat.save(update_fields=["until"])
    refresh(seat.person, now)
    end_sessions(seat.person)
    end_everything(seat.person, seat.organisation, now)
    log(by, "seat.end", "person", seat.person, organisation=seat.organisation.uid)


@transaction.atomic
def set_seat_role(seat: Seat, role: str, *, by: Actor) -> Seat:
    """Makes somebody administrator of their organisation, or a member again."""
    seat.role = role
    seat.save(update_fields=["role"])
    refresh(seat.person)
    log(by, "seat.role", "person", seat.person, organisation=seat.organisation.uid, role=role)
    return seat


@transaction.atomic
def confirm_seat(seat: Seat, *, by: Actor, now: datetime | None = None) -> None:
    """Notes that the person still works for the organisation."""
    seat.confirmed_at = now or timezone.now()
    seat.save(update_fields=["confirmed_at"])
    log(by, "seat.confirm", "person", seat.person, organisation=seat.organisation.uid)
