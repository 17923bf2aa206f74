"""For whom somebody acts: read from open seats, whatever a form or a session says."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community import membership
from community.models import Group, Organisation, Person
from community.on_behalf import organisations_in_group, seat_in_group, team_seat
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def group() -> Group:
    return make.group()


@pytest.fixture
def person(group: Group) -> Person:
    """Sits in the group for B first and then for A, and has a seat in C without the group."""
    who = make.person()
    for name in ("B", "A"):
        _sit(who, make.organisation(name), group)
    membership.seat_person(who, make.organisation("C"), by=make.SETUP, since=make.LONG_AGO)
    return who


def _sit(who: Person, organisation: Organisation, group: Group) -> None:
    seat = membership.seat_person(who, organisation, by=make.SETUP, since=make.LONG_AGO)
    membership.join_group(seat, group, by=make.SETUP, since=make.LONG_AGO)


def names(person: Person, group: Group) -> list[str]:
    return [organisation.name for organisation in organisations_in_group(person, group)]


def test_only_those_with_a_seat_in_the_group_by_name(person: Person, group: Group) -> None:
    assert names(person, group) == ["A", "B"]
    assert names(person, make.group()) == []
    assert names(make.member(), group) == []


def test_the_first_is_taken_unless_one_is_asked_for(person: Person, group: Group) -> None:
    first, asked = seat_in_group(person, group), Organisation.objects.get(name="B")
    assert first is not None
    assert first.seat.organisation.name == "A"
    chosen = seat_in_group(person, group, asked)
    assert chosen is not None
    assert chosen.seat.organisation == asked


def test_nobody_acts_for_an_organisation_that_did_not_send_them(
    person: Person, group: Group
) -> None:
    assert seat_in_group(person, group, Organisation.objects.get(name="C")) is None
    assert seat_in_group(person, group, make.organisation()) is None


def test_a_seat_that_ended_or_has_not_begun_is_none(person: Person, group: Group) -> None:
    now = timezone.now()
    a, b = person.seats.get(organisation__name="A"), person.seats.get(organisation__name="B")
    a.group_seats.update(until=now - timedelta(seconds=1))
    assert names(person, group) == ["B"]
    b.group_seats.update(since=now + timedelta(hours=1))
    assert names(person, group) == []
    b.group_seats.update(since=make.LONG_AGO)
    b.until = now - timedelta(seconds=1)
    b.save()
    assert names(person, group) == [], "a group seat ends with the seat it hangs on"


def test_nobody_acts_for_a_suspended_organisation(person: Person, group: Group) -> None:
    a = Organisation.objects.get(name="A")
    membership.set_organisation_state(a, Organisation.State.SUSPENDED, by=make.SETUP)
    assert names(person, group) == ["B"]


def test_a_desk_is_acted_from_through_an_open_seat_only() -> None:
    desk, who = make.team(), make.person()
    seat = membership.seat_person(who, desk.organisation, by=make.SETUP, since=make.LONG_AGO)
    assert team_seat(who, desk) is None
    make.put_on(desk, who)
    found = team_seat(who, desk)
    assert found is not None
    assert found.seat == seat
    assert team_seat(who, make.team()) is None
    membership.end_seat(seat, by=make.SETUP)
    assert team_seat(who, desk) is None
