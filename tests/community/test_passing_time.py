"""What begins or ends by its date alone reaches readers without anybody touching a row."""

from datetime import datetime, timedelta

import pytest
import time_machine

from community import founding, membership, tasks
from community.jobs import clock
from community.jobs.models import Job
from community.jobs.worker import Worker
from community.models import Agreement, Lineage, Person
from community.readers import standing_people, viewer_for
from tests import factories as make
from tests.conftest import MOMENT

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def fresh(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def is_member(person: Person) -> bool:
    listed = standing_people().filter(pk=person.pk).exists()
    assert viewer_for(fresh(person)).is_member == listed
    return listed


def test_a_seat_that_begins_later_counts_from_its_day(frozen: time_machine.Traveller) -> None:
    who, where = make.person(), make.organisation()
    membership.seat_person(who, where, by=make.SETUP, since=MOMENT + DAY)
    tasks.begin_what_is_due({})
    assert not is_member(who)
    frozen.shift(DAY)
    tasks.begin_what_is_due({})
    assert is_member(who)
    assert f"org:{where.pk}" in viewer_for(fresh(who)).tokens


def test_a_second_seat_brings_its_organisation_on_its_day(
    frozen: time_machine.Traveller,
) -> None:
    who, where = make.member(), make.organisation()
    membership.seat_person(who, where, by=make.SETUP, since=MOMENT + DAY)
    frozen.shift(DAY)
    tasks.begin_what_is_due({})
    assert f"org:{where.pk}" in viewer_for(fresh(who)).tokens


def test_a_succession_counts_from_its_day(frozen: time_machine.Traveller) -> None:
    old, new = make.organisation(), make.organisation()
    heir = make.member(new)
    membership.record_lineage(Lineage.Kind.SUCCESSION, old, new, by=make.SETUP, date=MOMENT + DAY)
    assert f"org:{old.pk}" not in viewer_for(fresh(heir)).tokens
    frozen.shift(DAY)
    tasks.begin_what_is_due({})
    assert f"org:{old.pk}" in viewer_for(fresh(heir)).tokens


def test_nothing_is_written_for_whom_nothing_began(frozen: time_machine.Traveller) -> None:
    who = make.member()
    before = fresh(who).membership_version
    suspended = make.person(state=Person.State.SUSPENDED)
    membership.seat_person(suspended, make.organisation(), by=make.SETUP, since=MOMENT - DAY)
    version = fresh(suspended).membership_version
    tasks.begin_what_is_due({})
    assert fresh(who).membership_version == before
    assert fresh(suspended).membership_version == version


def publish(agreement: Agreement, number: int, *, begins: datetime, by: datetime) -> None:
    founding.publish_agreement(
        agreement,
        number,
        {},
        by=make.SETUP,
        binding_language="sr",
        in_force_from=begins,
        accept_by=by,
    )
    Worker(timedelta(seconds=60)).run(idle_exit=True)


@pytest.mark.django_db(transaction=True)
def test_a_newer_agreement_closes_the_door_on_who_does_not_accept(
    frozen: time_machine.Traveller,
) -> None:
    version = make.agreement("confidentiality", Agreement.Scope.PERSON)
    signs, does_not = make.member(), make.member()
    for who in (signs, does_not):
        membership.accept(version, person=who, by=make.SETUP)
    publish(version.agreement, 2, begins=MOMENT + DAY, by=MOMENT + 30 * DAY)
    newer = version.agreement.versions.get(number=2)
    membership.accept(newer, person=signs, by=make.SETUP)
    frozen.shift(29 * DAY)
    assert is_member(signs)
    assert is_member(does_not)
    frozen.shift(DAY)
    assert is_member(signs)
    assert not is_member(does_not)


@pytest.mark.django_db(transaction=True)
def test_a_first_agreement_asks_everybody_from_the_day_it_is_in_force(
    frozen: time_machine.Traveller,
) -> None:
    who = make.member()
    agreement = Agreement.objects.create(key="new", scope=Agreement.Scope.ORGANISATION)
    publish(agreement, 1, begins=MOMENT + DAY, by=MOMENT + 30 * DAY)
    assert is_member(who)
    frozen.shift(DAY)
    assert not is_member(who)


def test_the_clock_asks_for_it_each_minute(frozen: time_machine.Traveller) -> None:
    clock.tick()
    frozen.shift(timedelta(seconds=60))
    clock.tick()
    assert Job.objects.filter(handler="membership.begin").exists()
