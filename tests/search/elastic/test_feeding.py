"""What changes is told; what is told twice, late or in vain does no harm."""

from typing import Any

import pytest
from django.db import connection
from pytest_django import Settings

from search import feeding, registry
from search.backends.elastic import bulk, client, indices
from search.backends.elastic.documents import putting
from search.changes import UNSEEN
from search.feeding import Fed
from search.index import Index
from search.models import Change, Entry, Text
from tests.search.shelf import INSIDER, OUTSIDER, Reader, Shelf, found

from .fixtures import settle

pytestmark = pytest.mark.elastic


def titles(viewer: Reader, text: str) -> list[str]:
    """The titles of what Elasticsearch itself finds."""
    results = found(viewer, text)
    assert not results.degraded
    assert results.total == len(results.hits)
    return [hit.row.title for hit in results.hits]


def test_what_is_told_is_found_by_elasticsearch(index: Index, notes: Shelf) -> None:
    notes.put("a", "Zakrpa za server", "Ranjivost u bazi")
    assert titles(OUTSIDER, "zakrpe") == []
    assert settle(index) == Fed(settled=1)
    assert titles(OUTSIDER, "zakrpe") == ["Zakrpa za server"]
    assert not Change.objects.exists()
    assert settle(index) == Fed()


def test_a_change_replaces_and_a_deletion_takes_out(index: Index, notes: Shelf) -> None:
    notes.put("a", "Zakrpa za server")
    settle(index)
    notes.put("a", "Prozor")
    settle(index)
    assert titles(OUTSIDER, "zakrpa") == []
    assert titles(OUTSIDER, "prozor") == ["Prozor"]
    notes.clear()
    assert settle(index) == Fed(settled=1)
    assert titles(OUTSIDER, "prozor") == []


def test_what_moves_lies_in_one_partition(index: Index, notes: Shelf) -> None:
    for place in ("public", "group", "public", "red", "group"):
        notes.put("a", "Zakrpa", place=place)
        settle(index)
        held = client.working().count(index=f"{index.prefix}-*").body["count"]
        assert held == 1
    assert titles(INSIDER, "zakrpa") == ["Zakrpa"]
    assert titles(OUTSIDER, "zakrpa") == []


def test_many_are_told_in_several_batches(
    index: Index, notes: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeding, "BATCH", 3)
    for number in range(10):
        notes.put(f"{number}", "Zakrpa")
    assert settle(index) == Fed(settled=10)
    assert found(OUTSIDER, "zakrpa").total == 10


def test_a_late_write_does_not_undo_a_newer_one(index: Index, notes: Shelf) -> None:
    notes.put("a", "Staro")
    late = Text.objects.select_related("entry").get()
    notes.put("a", "Novo")
    settle(index)
    (live,) = (n for n in indices.live(client.working(), index) if n.partition == 0)
    (outcome,) = bulk.send(client.working(), [putting(late.entry, late, live.feed)])
    assert outcome.settled
    assert outcome.status == 409
    settle(index)
    assert titles(OUTSIDER, "novo") == ["Novo"]
    assert titles(OUTSIDER, "staro") == []


def test_what_changes_while_it_is_told_is_told_again(
    index: Index, notes: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes.put("a", "Staro")
    real = bulk.send

    def meanwhile(*args: Any) -> Any:
        outcomes = list(real(*args))
        monkeypatch.setattr(bulk, "send", real)
        notes.put("a", "Novo")
        return outcomes

    monkeypatch.setattr(bulk, "send", meanwhile)
    feeding.feed(index)
    assert Change.objects.count() == 1
    settle(index)
    assert titles(OUTSIDER, "novo") == ["Novo"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL refuses such a number")
def test_a_document_that_is_refused_stops_none_of_the_others(index: Index, notes: Shelf) -> None:
    bad = notes.put("bad", "Otrov")
    notes.put("good", "Lek")
    # Elasticsearch's integers end below.
    Entry.objects.filter(text__uid=bad.uid).update(acl=2**31 + 5)
    assert settle(index) == Fed(settled=1, refused=1)
    assert titles(OUTSIDER, "lek") == ["Lek"]
    assert [row.entry for row in Change.objects.all()] == [Text.objects.get(uid=bad.uid).pk]
    notes.put("bad", "Više nije otrov")
    assert settle(index) == Fed(settled=1)
    assert titles(OUTSIDER, "otrov") == ["Više nije otrov"]


def test_what_changed_while_the_server_was_away_is_found_after(
    index: Index, notes: Shelf, settings: Settings
) -> None:
    notes.put("stays", "Zakrpa jedan")
    notes.put("goes", "Zakrpa dva")
    settle(index)
    there = settings.ELASTICSEARCH_HOSTS
    settings.ELASTICSEARCH_HOSTS = ["http://127.0.0.1:9"]
    registry.forget("note", notes.put("goes", "Zakrpa dva").uid)
    notes.put("new", "Zakrpa tri")
    with pytest.raises(feeding.NotFed):
        feeding.feed(index)
    assert Change.objects.count() == 2
    settings.ELASTICSEARCH_HOSTS = there
    settle(index)
    assert sorted(titles(OUTSIDER, "zakrpa")) == ["Zakrpa jedan", "Zakrpa tri"]


def test_without_indices_there_is_nobody_to_tell(empty: Index, notes: Shelf) -> None:
    """What is built later looks at every entry."""
    notes.put("a", "Zakrpa")
    assert feeding.feed(empty) == Fed(settled=1)
    assert client.working().indices.get(index=f"{empty.prefix}-*").body == {}


def test_no_more_than_one_row_is_noted_where_there_is_no_elasticsearch(
    db: None, notes: Shelf, settings: Settings
) -> None:
    settings.ELASTICSEARCH_HOSTS = []
    notes.put("a", "Zakrpa")
    notes.clear()
    assert list(Change.objects.values_list("entry", flat=True)) == [UNSEEN]
