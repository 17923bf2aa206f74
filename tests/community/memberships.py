"""A small cast and the membership verbs as moves on it, for random sequences."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from community import membership
from community.models import (
    Acceptance,
    Agreement,
    Group,
    GroupSeat,
    Lineage,
    NetworkRole,
    Organisation,
    Person,
    Seat,
)
from community.states import ORGANISATION, PERSON, Table
from tests import factories as make

BY = make.SETUP


class Cast:
    """Three organisations, three people, two groups, a team, two required agreements."""

    def __init__(self) -> None:
        self.organisations = [make.organisation() for _each in range(3)]
        self.people = [make.person() for _each in range(3)]
        self.groups = [make.group(), make.group(circle=Group.Circle.SEALED)]
        self.team = make.team(self.organisations[0])
        self.own = make.agreement("own", Agreement.Scope.PERSON)
        self.theirs = make.agreement("theirs", Agreement.Scope.ORGANISATION)
        for person, organisation in zip(self.people, self.organisations, strict=True):
            membership.accept(self.own, person=person, by=BY)
            membership.accept(self.theirs, person=person, organisation=organisation, by=BY)

    def move(self, verb: str, one: int, two: int) -> None:
        """Does `verb` with the people and places that the numbers choose, if it can be done."""
        MOVES[verb](self, one, two)

    def seat(self, number: int) -> Seat | None:
        seats = list(Seat.objects.filter(until=None).order_by("pk"))
        return seats[number % len(seats)] if seats else None


def _sit(cast: Cast, one: int, two: int) -> None:
    person, organisation = cast.people[one], cast.organisations[two]
    role = Seat.Role.ADMINISTRATOR if one == two else Seat.Role.MEMBER
    if not Seat.objects.filter(person=person, organisation=organisation, until=None).exists():
        membership.seat_person(person, organisation, by=BY, role=role, since=make.LONG_AGO)


def _sit_for_a_month(cast: Cast, one: int, two: int) -> None:
    membership.seat_person(
        cast.people[one],
        cast.organisations[two],
        by=BY,
        since=make.LONG_AGO,
        until=timezone.now() + timedelta(days=30),
    )


def _rise(cast: Cast, one: int, two: int) -> None:
    if seat := cast.seat(one):
        membership.end_seat(seat, by=BY)


def _join(cast: Cast, one: int, two: int) -> None:
    seat, group = cast.seat(one), cast.groups[two % 2]
    if seat and not GroupSeat.objects.filter(seat=seat, group=group, until=None).exists():
        role = GroupSeat.Role.values[two]
        membership.join_group(seat, group, by=BY, role=role, since=make.LONG_AGO)


def _leave(cast: Cast, one: int, two: int) -> None:
    rows = list(GroupSeat.objects.filter(until=None).order_by("pk"))
    if rows:
        membership.leave_group(rows[one % len(rows)], by=BY)


def _duty(cast: Cast, one: int, two: int) -> None:
    seat = cast.seat(one)
    if seat and not seat.team_seats.filter(until=None).exists():
        membership.join_team(
            seat, cast.team, by=BY, writes=one > 0, reviews=two > 0, since=make.LONG_AGO
        )


def _office(cast: Cast, one: int, two: int) -> None:
    person, role = cast.people[one], NetworkRole.Role.values[two]
    open_one = person.network_roles.filter(role=role, until=None).first()
    if open_one is None:
        membership.give_network_role(person, role, by=BY, since=make.LONG_AGO)
    else:
        membership.end_network_role(open_one, by=BY)


def _person_state(cast: Cast, one: int, two: int) -> None:
    person, wanted = cast.people[one], ["vetted", "suspended", "left"][two]
    person.refresh_from_db()
    if wanted in states_after(PERSON, person.state):
        membership.set_person_state(person, wanted, by=BY)


def _organisation_state(cast: Cast, one: int, two: int) -> None:
    state = [Organisation.State.ACTIVE, Organisation.State.SUSPENDED, Organisation.State.LEFT]
    organisation = cast.organisations[one]
    organisation.refresh_from_db()
    if state[two] in states_after(ORGANISATION, organisation.state):
        membership.set_organisation_state(organisation, state[two], by=BY)


def states_after(table: Table, state: str) -> set[str]:
    """The states that some act leads to."""
    return {steps[state] for steps in table.values() if state in steps}


def _accept(cast: Cast, one: int, two: int) -> None:
    person, organisation = cast.people[one], cast.organisations[two]
    membership.accept(cast.own, person=person, by=BY)
    membership.accept(cast.theirs, person=person, organisation=organisation, by=BY)


def _withdraw(cast: Cast, one: int, two: int) -> None:
    rows = list(Acceptance.objects.filter(ended_at=None).order_by("pk"))
    if rows:
        membership.end_acceptance(rows[(3 * one + two) % len(rows)], by=BY)


def _client(cast: Cast, one: int, two: int) -> None:
    if one != two:
        membership.vet_client(
            cast.organisations[one], cast.organisations[two], by=BY, now=make.LONG_AGO
        )


def _lineage(cast: Cast, one: int, two: int) -> None:
    if one != two:
        kind = Lineage.Kind.MERGER if one == 0 else Lineage.Kind.SUCCESSION
        membership.record_lineage(kind, cast.organisations[one], cast.organisations[two], by=BY)


MOVES: dict[str, Callable[[Cast, int, int], None]] = {
    "sit": _sit,
    "sit_for_a_month": _sit_for_a_month,
    "rise": _rise,
    "join": _join,
    "leave": _leave,
    "duty": _duty,
    "office": _office,
    "person_state": _person_state,
    "organisation_state": _organisation_state,
    "accept": _accept,
    "withdraw": _withdraw,
    "client": _client,
    "lineage": _lineage,
}


def rows_of(person: Person) -> set[tuple[str, object, object, int]]:
    """The holdings as they are stored."""
    return set(person.holdings.values_list("name", "since", "until", "reach"))
