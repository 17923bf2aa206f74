"""Indices are built beside those that are read; nobody ever finds less."""

from datetime import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from search import building, registry
from search.backends.elastic import bulk, client, indices
from search.backends.elastic.documents import removing
from search.building import NotBuilt, build
from search.index import Index
from search.models import PARTITIONS, Change, Entry
from tests.search.shelf import OUTSIDER, Shelf, found

from .fixtures import settle

pytestmark = pytest.mark.elastic


class Killed(BaseException):
    """As if the process had ended there."""


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small batches, and no waiting between two looks."""
    monkeypatch.setattr(building, "BATCH", 2)
    monkeypatch.setattr(bulk, "CHUNK", 2)
    monkeypatch.setattr("search.building.time.sleep", lambda seconds: None)


@pytest.fixture
def full(index: Index, notes: Shelf) -> Shelf:
    for number in range(7):
        notes.put(f"{number}", f"Zakrpa {number}")
    settle(index)
    return notes


def total(word: str) -> int:
    results = found(OUTSIDER, word)
    assert not results.degraded
    return results.total


def names(index: Index) -> list[str]:
    return sorted(name.index for name in indices.present(client.working(), index))


def live(index: Index) -> list[str]:
    return sorted(name.index for name in indices.live(client.working(), index))


def test_all_that_is_in_the_database_is_found(empty: Index, notes: Shelf) -> None:
    for number in range(7):
        notes.put(f"{number}", f"Zakrpa {number}", place="public" if number else "red")
    assert found(OUTSIDER, "zakrpa").degraded
    assert building.is_missing(empty)
    assert build(empty) == 7
    assert not building.is_missing(empty)
    assert len(live(empty)) == len(PARTITIONS)
    assert total("zakrpa") == 6


def test_people_search_and_write_meanwhile(index: Index, full: Shelf, small: None) -> None:
    """What comes, changes and goes while it is built is right before and after."""
    seen = []

    def meanwhile(number: int) -> None:
        full.put(f"new-{number}", "Zakrpa nova")
        full.put("6", f"Prozor {number}")
        registry.forget("note", full.put("0", "Zakrpa 0").uid)
        settle(index)
        seen.append((total("zakrpa"), total("prozor"), total("nova")))

    before = live(index)
    build(index, meanwhile)
    assert seen == [(6, 1, 1), (7, 1, 2), (8, 1, 3)]
    assert live(index) != before
    assert (total("zakrpa"), total("prozor"), total("nova")) == (8, 1, 3)
    assert not building.is_out_of_step(index)


def test_what_is_written_but_not_told_meanwhile_is_not_lost(
    index: Index, full: Shelf, small: None
) -> None:
    """Of an entry that was looked at already, and of one that was not yet."""

    def meanwhile(number: int) -> None:
        if number == 4:
            full.put("0", "Prozor")
            full.put("6", "Prozor")

    build(index, meanwhile)
    assert (total("zakrpa"), total("prozor")) == (5, 2)


def test_a_killed_build_leaves_the_old_index(index: Index, full: Shelf, small: None) -> None:
    before = live(index)

    def kill(number: int) -> None:
        raise Killed

    with pytest.raises(Killed):
        build(index, kill)
    assert live(index) == before
    assert total("zakrpa") == 7
    assert len(names(index)) == 2 * len(PARTITIONS)
    left = set(names(index)) - set(before)
    # What is written after is told to both, and the next one begins anew.
    full.put("more", "Zakrpa još")
    settle(index)
    assert build(index) == 8
    assert left.isdisjoint(names(index))
    assert total("zakrpa") == 8


def test_an_index_that_lacks_something_is_not_read(index: Index, full: Shelf, small: None) -> None:
    before = live(index)

    def spoil(number: int) -> None:
        gone = Entry.objects.order_by("pk").values_list("pk", flat=True)[0]
        for name in indices.fed(client.working(), index):
            if name.index not in before and name.partition == 0:
                list(bulk.send(client.working(), [removing(gone, 99, name.feed)]))

    with pytest.raises(NotBuilt, match="1 entries differ"):
        build(index, spoil)
    assert live(index) == before
    assert total("zakrpa") == 7


def test_a_refused_entry_does_not_stop_the_building(
    index: Index, full: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = building.putting

    def spoilt(*args: object) -> dict[str, object]:
        action = real(*args)  # type: ignore[arg-type]
        if action["_source"]["entry"] == last:
            action["_source"]["unknown"] = "field"
        return action

    last = Entry.objects.order_by("-pk").values_list("pk", flat=True)[0]
    monkeypatch.setattr(building, "putting", spoilt)
    assert build(index) == 6
    # It was told by itself after, and found no fault with.
    settle(index)
    assert total("zakrpa") == 7
    assert not Change.objects.exists()


def test_the_index_before_is_fed_for_a_day_then_dropped(index: Index, full: Shelf) -> None:
    before = live(index)
    build(index)
    assert set(before) < set(names(index))
    registry.forget("note", full.put("0", "Zakrpa 0").uid)
    settle(index)
    client.working().indices.refresh(index=before)
    assert client.working().count(index=before).body["count"] == 6
    assert building.drop_old(index) == 0
    with time_machine.travel(datetime.fromisoformat("2099-01-01T00:00:00+00:00"), tick=True):
        assert building.drop_old(index) == len(PARTITIONS)
    assert names(index) == live(index)


def test_others_of_a_similar_name_are_left_alone(index: Index, full: Shelf) -> None:
    other = Index(prefix=f"{index.prefix}-0", remote=True)
    build(other)
    build(index)
    build(index)
    assert len(live(other)) == len(PARTITIONS)
    indices.drop_all(client.working(), other)
    assert total("zakrpa") == 7


def test_a_database_from_a_backup_is_noticed(index: Index, full: Shelf) -> None:
    assert not building.is_out_of_step(index)
    Entry.objects.filter(text__title="Zakrpa 3").update(version=0)
    assert building.is_out_of_step(index)
    build(index)
    assert not building.is_out_of_step(index)


def test_by_command(index: Index, full: Shelf, capsys: pytest.CaptureFixture[str]) -> None:
    before = live(index)
    call_command("search_rebuild", engine="elastic")
    assert capsys.readouterr().out == "7 entries in Elasticsearch\n"
    assert live(index) != before


def test_by_command_without_a_server(index: Index, full: Shelf, settings: Settings) -> None:
    settings.ELASTICSEARCH_HOSTS = ["http://127.0.0.1:9"]
    with pytest.raises(CommandError, match="ConnectionError"):
        call_command("search_rebuild", engine="elastic")
    settings.ELASTICSEARCH_HOSTS = []
    with pytest.raises(CommandError, match="not set"):
        call_command("search_rebuild", engine="elastic")
