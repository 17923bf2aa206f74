"""The worker tells Elasticsearch what changed, and builds where nothing is."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from community.jobs import clock, leases, registry, running
from community.jobs.models import Job, Period
from portal.searching import feeding
from search import building
from search import registry as kinds
from search.backends.elastic import client, indices
from search.changes import UNSEEN
from search.index import Index, live
from search.models import Change, Entry
from tests.search.elastic.fixtures import elastic_url, empty, new_process
from tests.search.shelf import OUTSIDER, Shelf, found

__all__ = ["elastic_url", "empty", "new_process"]


@pytest.fixture
def notes(db: None) -> Iterator[Shelf]:
    """A kind of its own beside those of the portal."""
    shelf = Shelf("note")
    kinds.register(shelf.kind())
    yield shelf
    kinds.unregister("note")


@pytest.fixture(autouse=True)
def _seen_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeding, "_seen_sound", set())


@pytest.fixture
def away(settings: Settings) -> Index:
    """A server is set, but it is not there."""
    settings.ELASTICSEARCH_HOSTS = ["http://127.0.0.1:9"]
    return live()


def waiting() -> int:
    return Job.objects.filter(handler=feeding.FEED, state=Job.State.PENDING).count()


def touch_then_fail() -> None:
    with transaction.atomic():
        feeding.wake("note", uuid4())
        raise ZeroDivisionError


def test_a_transaction_wakes_the_worker_once_and_after_its_end(
    db: None, away: Index, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(3):
            feeding.wake("note", uuid4())
        assert waiting() == 0
    assert waiting() == 1


def test_what_is_rolled_back_wakes_nobody(
    db: None, away: Index, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError):
        touch_then_fail()
    assert waiting() == 0
    with django_capture_on_commit_callbacks(execute=True):
        with pytest.raises(ZeroDivisionError):
            touch_then_fail()
        feeding.wake("note", uuid4())
    assert waiting() == 1


def test_without_elasticsearch_nobody_is_woken(
    db: None,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.ELASTICSEARCH_HOSTS = []
    with django_capture_on_commit_callbacks() as callbacks:
        feeding.wake("note", uuid4())
    assert callbacks == []


def test_every_change_of_a_thing_wakes(notes: Shelf) -> None:
    assert feeding.wake in kinds._hooks


def test_the_clock_tends_it(db: None) -> None:
    assert feeding.TEND in {handler.name for handler in registry.periodic()}
    Period.objects.filter(name=feeding.TEND).delete()
    clock.tick()
    assert Period.objects.filter(name=feeding.TEND).exists()


@pytest.mark.parametrize("name", [feeding.FEED, feeding.TEND])
def test_while_the_server_is_away_changes_wait_and_no_job_fails(
    away: Index, notes: Shelf, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    notes.put("a", "Zakrpa tajna")
    registry.handler(name).work({})
    assert Change.objects.exclude(entry=UNSEEN).count() == 1
    assert "Elasticsearch" in caplog.text
    assert "tajna" not in caplog.text


@pytest.mark.parametrize("name", [feeding.FEED, feeding.TEND])
def test_without_elasticsearch_there_is_nothing_to_do(
    db: None, settings: Settings, name: str
) -> None:
    settings.ELASTICSEARCH_HOSTS = []
    registry.handler(name).work({})


@pytest.mark.elastic
def test_the_worker_builds_by_itself_then_tells(empty: Index, notes: Shelf) -> None:
    notes.put("a", "Zakrpa za server")
    feeding.tend({})
    assert not building.is_missing(empty)
    notes.put("b", "Zakrpa druga")
    Job.objects.all().delete()
    feeding._enqueue()
    job = leases.claim(feeding.LONGEST_BUILD)
    assert job is not None
    assert running.run(job, feeding.LONGEST_BUILD)
    indices.refresh(client.working(), indices.live(client.working(), empty))
    results = found(OUTSIDER, "zakrpa")
    assert (results.total, results.degraded) == (2, False)


@pytest.mark.elastic
def test_the_worker_builds_anew_after_it_was_left_out(
    empty: Index, notes: Shelf, settings: Settings
) -> None:
    """Access was tightened while the portal ran without Elasticsearch."""
    notes.put("a", "Zakrpa za server")
    feeding.tend({})
    there, settings.ELASTICSEARCH_HOSTS = settings.ELASTICSEARCH_HOSTS, []
    notes.put("a", "Zakrpa za server", place="group")
    settings.ELASTICSEARCH_HOSTS = there
    assert found(OUTSIDER, "zakrpa").total == 0
    assert building.was_left_out(empty)
    feeding.tend({})
    assert not building.was_left_out(empty)
    assert found(OUTSIDER, "zakrpa").total == 0
    assert Entry.objects.filter(partition=2).count() == 1
