"""Leaving: by oneself, or put out by one's organisation. All ends in one transaction."""

from django.db import transaction
from django.utils import timezone

from community import membership
from community.access.policy import require
from community.models import Organisation, Person, Seat
from community.queues import keeping

from . import letters, vetting
from .acting import Acting
from .rules import administrators_of

NO_ADMINISTRATOR = "no-administrator"


@transaction.atomic
def leave_organisation(seat: Seat, *, by: Acting) -> None:
    """One's own seat ends; with the last one the membership of the network."""
    require(by.viewer, "seat.leave", seat)
    _end(seat, by)
    _leave_with_the_last_seat(seat.person, by)


@transaction.atomic
def end_seat(seat: Seat, *, by: Acting) -> None:
    """An administrator, or the secretariat, ends somebody's seat. They are told."""
    row = Seat.objects.select_for_update().get(pk=seat.pk)
    if row.until is not None:
        return
    require(by.viewer, "seat.end", row)
    _end(row, by)
    _leave_with_the_last_seat(row.person, by)
    letters.seat_ended(row.person, row.organisation, timezone.now())


@transaction.atomic
def leave_network(person: Person, *, by: Acting) -> None:
    """Every seat and office ends. Who was the last administrator leaves a task behind."""
    require(by.viewer, "network.leave", person)
    leave(person, by)


def leave(person: Person, by: Acting) -> None:
    """What a membership consists of ends; the caller has asked the policy."""
    now = timezone.now()
    for seat in person.seats.filter(until=None):
        _end(seat, by)
    for office in person.network_roles.exclude(until__lte=now):
        membership.end_network_role(office, by=by.actor)
    vetting.withdraw(person)
    person.refresh_from_db()
    membership.set_person_state(person, Person.State.LEFT, by=by.actor)


def _end(seat: Seat, by: Acting) -> None:
    membership.end_seat(seat, by=by.actor)
    mind_administrators(seat.organisation)


def _leave_with_the_last_seat(person: Person, by: Acting) -> None:
    if person.seats.filter(until=None).exists():
        return
    person.refresh_from_db()
    if person.state != Person.State.ERASED:
        leave(person, by)


def mind_administrators(organisation: Organisation) -> None:
    """An active organisation without an administrator waits for the secretariat."""
    active = organisation.state == Organisation.State.ACTIVE
    if active and not administrators_of(organisation).exists():
        keeping.put(NO_ADMINISTRATOR, "organisation", organisation.uid, role="secretariat")
    else:
        keeping.close(NO_ADMINISTRATOR, organisation.uid)
