"""Tightened access holds at once, before Elasticsearch has been told of it."""

import pytest

from search import registry
from search.backends.elastic import engine
from search.index import Index
from search.models import Change
from search.suggesting import suggest
from tests.search.shelf import INSIDER, MEMBER, OUTSIDER, Shelf, found, told

from .fixtures import settle

pytestmark = pytest.mark.elastic


@pytest.fixture
def full(index: Index, notes: Shelf) -> Shelf:
    notes.put("open", "Javna zakrpa")
    notes.put("closing", "Tajna zakrpa", "ključ")
    settle(index)
    assert found(OUTSIDER, "zakrpa").total == 2
    return notes


def outsider(word: str = "zakrpa") -> tuple[int, dict[str, object], list[str]]:
    results = found(OUTSIDER, word)
    assert not results.degraded
    return results.total, dict(results.facets["kind"]), [hit.row.title for hit in results.hits]


@pytest.mark.parametrize("place", ["network", "group", "red"])
def test_what_is_tightened_is_gone_at_once(full: Shelf, place: str) -> None:
    full.put("closing", "Tajna zakrpa", "ključ", place=place)
    assert outsider() == (1, {"note": 1}, ["Javna zakrpa"])
    assert outsider("ključ") == (0, {}, [])
    assert [each.row.title for each in suggest(OUTSIDER, "tajn")] == []


def test_the_same_within_a_partition(index: Index, notes: Shelf) -> None:
    """A member of the one group reads on; the partition is the same for both."""
    notes.put("a", "Zakrpa", place="group")
    settle(index)
    assert found(INSIDER, "zakrpa").total == 1
    notes.put("a", "Zakrpa", place="network")
    assert found(INSIDER, "zakrpa").total == 0
    settle(index)
    assert found(INSIDER, "zakrpa").total == found(MEMBER, "zakrpa").total == 1


def test_what_is_deleted_is_gone_at_once(full: Shelf) -> None:
    registry.forget("note", full.put("closing", "Tajna zakrpa").uid)
    assert outsider() == (1, {"note": 1}, ["Javna zakrpa"])


def test_it_is_the_list_that_denies(full: Shelf) -> None:
    """Without the row the old document would count: the row is what these tests are about."""
    full.put("closing", "Tajna zakrpa", place="group")
    Change.objects.all().delete()
    assert outsider()[0] == 2


def test_after_it_was_told_nothing_needs_to_be_denied(index: Index, full: Shelf) -> None:
    full.put("closing", "Tajna zakrpa", place="group")
    settle(index)
    assert not Change.objects.exists()
    assert outsider() == (1, {"note": 1}, ["Javna zakrpa"])
    assert found(INSIDER, "zakrpa").total == 2


def test_a_row_that_denies_stays_until_it_can_be_seen(
    index: Index, full: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Acknowledged is not yet visible: the old document can be found until a refresh."""
    monkeypatch.setattr("search.feeding.indices.refresh", lambda *args: False)
    full.put("closing", "Tajna zakrpa", place="group")
    with pytest.raises(Exception, match="refresh"):
        settle(index)
    assert Change.objects.filter(deny=True, partition=0).count() == 1
    assert outsider()[0] == 1


def test_with_too_many_to_deny_the_database_answers_and_nobody_is_told(
    full: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = told(found(OUTSIDER, "javna"))
    monkeypatch.setattr(engine, "MOST_DENIED", 0)
    full.put("closing", "Tajna zakrpa", place="group")
    assert outsider() == (1, {"note": 1}, ["Javna zakrpa"])
    assert told(found(OUTSIDER, "javna")) == before
