import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from community.jobs import clock, registry
from community.jobs.models import Job, Leader, Period
from community.jobs.registry import every

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("handlers")]
LEASE = timedelta(seconds=30)
NINE = datetime(2026, 11, 2, 9, 0, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
ONE, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)


@pytest.fixture(autouse=True)
def _hourly(handlers: None) -> None:
    every(3600, "hourly")(lambda payload: None)


def finish() -> None:
    Job.objects.update(state=Job.State.DONE)


def test_a_period_is_queued_once_whoever_ticks() -> None:
    clock.tick(NINE)
    assert not Job.objects.exists(), "the first sight of a handler only notes when it is due"
    assert Period.objects.get().due == datetime(2026, 11, 2, 10, tzinfo=UTC)
    counts = []
    for _ in range(3):  # three workers, each sure to be the leader
        counts.append(clock.tick(NINE + HOUR))
        finish()
    assert counts == [1, 0, 0]
    assert Job.objects.get().handler == "hourly"


def test_each_period_has_its_turn_and_a_long_gap_is_made_up_for_once() -> None:
    for hours in (0, 1, 2, 50, 51):
        clock.tick(NINE + hours * HOUR)
        finish()
    assert Job.objects.count() == 4


def test_a_period_still_waiting_is_not_queued_twice() -> None:
    for hours in range(5):
        clock.tick(NINE + hours * HOUR)
    assert Job.objects.count() == 1


def test_a_clock_set_back_does_not_silence_a_handler() -> None:
    clock.tick(NINE + 1000 * HOUR)
    assert clock.tick(NINE) == 1
    finish()
    assert clock.tick(NINE + HOUR) == 1


def test_a_clock_set_back_a_little_does_not_run_a_period_again() -> None:
    clock.tick(NINE)
    clock.tick(NINE + HOUR)
    finish()
    assert clock.tick(NINE + HOUR - timedelta(minutes=2)) == 0


def test_one_worker_leads_until_its_lease_ends() -> None:
    with time_machine.travel(NINE, tick=False) as now:
        assert clock.lead(ONE, LEASE)
        assert not clock.lead(OTHER, LEASE)
        now.shift(20)
        assert clock.lead(ONE, LEASE), "a renewal"
        now.shift(20)
        assert not clock.lead(OTHER, LEASE)
        now.shift(11)
        assert clock.lead(OTHER, LEASE)
        assert not clock.lead(ONE, LEASE)
    assert Leader.objects.get().holder == OTHER


def test_two_clocks_that_saw_the_same_period_queue_it_once() -> None:
    """Both read that it is due before either of them moved it."""
    clock.tick(NINE)
    handler, seen = registry.handler("hourly"), Period.objects.get().due
    assert [clock._start(handler, seen, NINE + HOUR) for _clock in range(2)] == [True, False]
    assert Job.objects.count() == 1


def test_two_clocks_at_the_first_sight_of_a_handler_note_it_once() -> None:
    handler = registry.handler("hourly")
    assert [clock._start(handler, None, NINE) for _clock in range(2)] == [False, False]
    assert Period.objects.count() == 1


def test_a_leader_that_died_before_the_clock_was_set_back_is_followed() -> None:
    with time_machine.travel(NINE + 1000 * HOUR, tick=False) as now:
        assert clock.lead(ONE, LEASE)
        now.move_to(NINE)
        assert clock.lead(OTHER, LEASE)
        assert not clock.lead(ONE, LEASE)


def test_a_leader_lives_on_when_the_clock_is_set_back_a_little() -> None:
    with time_machine.travel(NINE, tick=False) as now:
        assert clock.lead(ONE, LEASE)
        now.shift(-20)
        assert not clock.lead(OTHER, LEASE)
        assert clock.lead(ONE, LEASE)


def test_two_who_would_lead_at_once_are_one_leader() -> None:
    with time_machine.travel(NINE, tick=False):
        assert [clock.lead(holder, LEASE) for holder in (ONE, OTHER, ONE)] == [True, False, True]


def test_who_resigns_is_followed_at_once() -> None:
    assert clock.lead(ONE, LEASE)
    clock.resign(OTHER)
    assert not clock.lead(OTHER, LEASE)
    clock.resign(ONE)
    assert clock.lead(OTHER, LEASE)
