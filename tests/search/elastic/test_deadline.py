"""A call that does not come back is left to itself."""

import threading

import pytest

from search.backends.elastic import deadline
from search.backends.elastic.deadline import TooLate, within


def test_what_comes_in_time_is_returned_or_raised() -> None:
    assert within(20, lambda: 3) == 3
    with pytest.raises(ZeroDivisionError):
        within(20, lambda: 1 // 0)


def test_what_comes_too_late_is_not_waited_for() -> None:
    go = threading.Event()
    with pytest.raises(TooLate):
        within(0.01, go.wait)
    go.set()


def test_without_time_nobody_is_asked() -> None:
    asked = []
    with pytest.raises(TooLate):
        within(0, lambda: asked.append(1))
    assert asked == []


def test_only_so_many_hang(monkeypatch: pytest.MonkeyPatch) -> None:
    free = threading.BoundedSemaphore(2)
    monkeypatch.setattr(deadline, "_free", free)
    go, begun = threading.Event(), []

    def hang() -> None:
        begun.append(1)
        go.wait()

    for _ in range(5):
        with pytest.raises(TooLate):
            within(0.01, hang)
    assert len(begun) == 2
    go.set()
    assert all(free.acquire(timeout=20) for _ in begun)
