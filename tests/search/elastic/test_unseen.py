"""A portal that ran without Elasticsearch for a while: what it missed is nobody's to count."""

import pytest
from pytest_django import Settings

from search import building, feeding, registry
from search.changes import UNSEEN
from search.index import Index
from search.models import Change
from tests.search.shelf import NAMED, OUTSIDER, Shelf, found

from .fixtures import settle

pytestmark = pytest.mark.elastic


def test_what_was_tightened_meanwhile_is_not_counted(
    index: Index, notes: Shelf, settings: Settings
) -> None:
    thing = notes.put("thing", "Poverljivo")
    settle(index)
    assert found(OUTSIDER, "poverljivo").total == 1
    hosts, settings.ELASTICSEARCH_HOSTS = settings.ELASTICSEARCH_HOSTS, []
    thing.place = "red"
    registry.touch("note", thing.uid)
    settings.ELASTICSEARCH_HOSTS = hosts
    for told in (False, True):
        results = found(OUTSIDER, "poverljivo")
        assert (results.total, results.facets["kind"], results.degraded) == (0, {}, False)
        assert found(NAMED, "poverljivo").total == 1
        # Telling what waits does not make up for what was never noted.
        assert building.was_left_out(index) or told
        feeding.feed(index)
    building.build(index)
    assert not building.was_left_out(index)
    assert found(OUTSIDER, "poverljivo").total == 0
    assert found(NAMED, "poverljivo").total == 1


def test_one_row_says_so_however_much_changes(db: None, notes: Shelf) -> None:
    for number in range(3):
        notes.put(f"{number}", "Isto")
    assert list(Change.objects.values_list("entry", "deny")) == [(UNSEEN, True)]
