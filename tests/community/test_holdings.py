"""The second truth agrees with the first: holdings and standing follow from the dated rows."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from community import membership
from community.holdings import derive
from community.models import ClientRelation, Lineage, Organisation, Person
from community.standing import standing
from tests import factories as make
from tests.conftest import MOMENT

from .memberships import MOVES, Cast, rows_of

pytestmark = pytest.mark.django_db
numbers = st.integers(0, 2)
moves = st.lists(st.tuples(st.sampled_from(sorted(MOVES)), numbers, numbers), max_size=10)
seated = [("sit", n, n) for n in range(3)]


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(more=moves)
@example(more=[("lineage", 1, 2), ("lineage", 2, 0)])
@example(more=[("lineage", 2, 0), ("lineage", 1, 2)])
def test_after_any_acts_the_rows_are_what_would_be_derived(
    more: list[tuple[str, int, int]],
) -> None:
    with time_machine.travel(MOMENT, tick=False), transaction.atomic():
        cast = Cast()
        for verb, one, two in [*seated, *more]:
            cast.move(verb, one, two)
            for person in cast.people:
                compare(person, MOMENT)
        transaction.set_rollback(True)


def compare(person: Person, now: datetime) -> None:
    person.refresh_from_db()
    assert person.standing_until == standing(person, now)
    assert rows_of(person) == {(h.name, h.since, h.until, h.reach) for h in derive(person, now)}


def names(person: Person) -> set[str]:
    return {held.name for held in derive(person, MOMENT)}


def test_two_seats_in_one_group_are_held_until_the_later_end() -> None:
    who, room = make.member(), make.group()
    make.join(who, room)
    second = membership.seat_person(who, make.organisation(), by=make.SETUP, since=make.LONG_AGO)
    end = MOMENT + timedelta(days=30)
    membership.join_group(second, room, by=make.SETUP, since=make.LONG_AGO, until=end)
    row = who.holdings.get(name=f"grp:{room.pk}")
    assert (row.since, row.until) == (make.LONG_AGO, None)


def test_a_client_holds_nothing_before_it_is_vetted() -> None:
    who, provider = make.member(), make.organisation()
    client = who.seats.get().organisation
    relation = ClientRelation.objects.create(
        provider=provider, client=client, since=make.LONG_AGO, vetted_at=None
    )
    assert f"cli:{provider.pk}" not in names(who)
    relation.vetted_at = make.LONG_AGO
    relation.save()
    assert f"cli:{provider.pk}" in names(who)


def test_a_circle_of_successions_ends() -> None:
    one, two = make.organisation(), make.organisation()
    who = make.member(one)
    for before, after in ((one, two), (two, one)):
        Lineage.objects.create(
            kind=Lineage.Kind.SUCCESSION, predecessor=before, successor=after, date=make.LONG_AGO
        )
    assert {f"org:{one.pk}", f"org:{two.pk}"} <= names(who)


def test_through_a_suspended_employer_nothing_is_held_and_through_the_other_all() -> None:
    who, room = make.member(), make.group()
    make.join(who, room)
    first = who.seats.get().organisation
    other = make.organisation()
    membership.seat_person(who, other, by=make.SETUP, since=make.LONG_AGO)
    membership.set_organisation_state(first, Organisation.State.SUSPENDED, by=make.SETUP)
    held = names(who)
    assert f"org:{other.pk}" in held
    assert not {f"org:{first.pk}", f"grp:{room.pk}"} & held
