"""The worker renews what an upgrade left, a while at a time."""

from collections.abc import Iterator

import pytest

from community.jobs import registry
from community.jobs.models import Job
from portal.searching import renewing
from search import registry as kinds
from search import renewing as batches
from search.analysis import lemma
from search.models import Entry
from tests.search.shelf import Shelf


@pytest.fixture
def older(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Three entries of an earlier analyzer, and batches of two."""
    shelf = Shelf("note")
    kinds.register(shelf.kind())
    Entry.objects.all().delete()
    for number in range(3):
        shelf.put(f"n{number}", f"Vest {number}")
    Entry.objects.update(analyzer=0)
    monkeypatch.setattr(batches.renew_older, "__defaults__", (0, 2))
    yield
    kinds.unregister("note")


def left() -> int:
    return Entry.objects.filter(analyzer__lt=lemma.analyzer()).count()


def waiting() -> list[Job]:
    return list(Job.objects.filter(handler=renewing.RENEW, state=Job.State.PENDING))


def test_all_in_one_turn(older: None) -> None:
    registry.handler(renewing.RENEW).work({})
    assert (left(), waiting()) == (0, [])


def test_other_work_has_its_turn_between(older: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renewing, "AT_ONCE_SECONDS", -1.0)
    registry.handler(renewing.RENEW).work({})
    assert left() == 1
    (job,) = waiting()
    registry.handler(renewing.RENEW).work(job.payload)
    assert left() == 0


def test_the_clock_looks_for_more() -> None:
    assert renewing.RENEW in {handler.name for handler in registry.periodic()}
