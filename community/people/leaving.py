"""Leaving: by oneself, or put out by one's organisation. All ends in one transaction."""

from django.db import transaction
from django.utils import timezone

from community import membership
from community.access.policy import require
from community.models import Organisation, Person, Seat, VettingCase
from community.queues import keeping

from . import letters
from .accepting import QUEUE
from .acting import Acting
from .rules import administrators_of
from .seats import open_now

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
    if not open_now(Seat.objects.filter(pk=row.pk)).exists():
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
    for seat in open_now(person.seats.all()):
        _end(seat, by)
    for office in person.network_roles.exclude(until__lte=now):
        membership.end_network_role(office, by=by.actor)
    _withdraw_cases(person)
    person.refresh_from_db()
    membership.set_person_state(person, Person.State.LEFT, by=by.actor)


def _end(seat: Seat, by: Acting) -> None:
    membership.end_seat(seat, by=by.actor)
    mind_administrators(seat.organisation)


def _leave_with_the_last_seat(person: Person, by: Acting) -> None:
    if open_now(person.seats.all()).exists():
        return
    person.refresh_from_db()
    if person.state != Person.State.ERASED:
        leave(person, by)


def mind_places_of(person: Person) -> None:
    """As `mind_administrators`, after the state of one of its people has changed."""
    for seat in open_now(person.seats.select_related("organisation")):
        mind_administrators(seat.organisation)


def mind_administrators(organisation: Organisation) -> None:
    """An active organisation without an administrator waits for the secretariat."""
    active = organisation.state == Organisation.State.ACTIVE
    if active and not administrators_of(organisation).exists():
        keeping.put(NO_ADMINISTRATOR, "organisation", organisation.uid, role="secretariat")
    else:
        keeping.close(NO_ADMINISTRATOR, organisation.uid)


def _withdraw_cases(person: Person) -> None:
    """What still waits about somebody who has left is closed."""
    rows = VettingCase.objects.filter(person=person, introduction__isnull=False)
    for case in rows.filter(state=VettingCase.State.OPEN):
        case.state = VettingCase.State.WITHDRAWN
        case.closed_at = timezone.now()
        case.save(update_fields=["state", "closed_at"])
        keeping.close(QUEUE, case.uid)
