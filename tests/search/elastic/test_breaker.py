"""An engine that fails is left alone for a while, then tried by one."""

from dataclasses import dataclass

import pytest

from search.backends.elastic.breaker import FAILURES, REST, REST_WHEN_SLOW, Breaker


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(clock)


def fail(breaker: Breaker, times: int = FAILURES) -> None:
    for _ in range(times):
        assert breaker.allows()
        breaker.failed()


def test_single_failures_do_not_open_it(breaker: Breaker) -> None:
    fail(breaker, FAILURES - 1)
    assert breaker.allows()
    breaker.succeeded()
    fail(breaker, FAILURES - 1)
    assert breaker.allows()


def test_several_in_a_row_do(breaker: Breaker, clock: Clock) -> None:
    fail(breaker)
    assert not breaker.allows()
    clock.now += REST - 0.1
    assert not breaker.allows()


def test_after_the_rest_one_tries_and_the_others_wait(breaker: Breaker, clock: Clock) -> None:
    fail(breaker)
    clock.now += REST
    assert [breaker.allows() for _ in range(3)] == [True, False, False]
    breaker.succeeded()
    assert [breaker.allows() for _ in range(3)] == [True, True, True]


def test_a_try_in_vain_is_a_new_rest(breaker: Breaker, clock: Clock) -> None:
    fail(breaker)
    clock.now += REST
    assert breaker.allows()
    breaker.failed()
    clock.now += REST - 0.1
    assert not breaker.allows()


def test_a_try_that_was_never_told_of_does_not_close_it_for_ever(
    breaker: Breaker, clock: Clock
) -> None:
    fail(breaker)
    clock.now += REST
    assert breaker.allows()
    clock.now += REST_WHEN_SLOW
    assert breaker.allows()


def test_slowness_opens_it_at_once_but_shortly(breaker: Breaker, clock: Clock) -> None:
    assert breaker.allows()
    breaker.failed(slow=True)
    assert not breaker.allows()
    clock.now += REST_WHEN_SLOW
    assert breaker.allows()
