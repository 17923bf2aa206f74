"""When the server is down, slow or talks garbage, the database answers, in time and says so."""

from collections.abc import Callable
from typing import Any

import pytest
from pytest_django import Settings

from search.backends import elastic
from search.backends.elastic import client, indices
from search.index import Index
from search.models import Change
from search.suggesting import suggest
from tests.search.shelf import OUTSIDER, Shelf, found, told

from .fixtures import settle
from .stub import HEAD, Serve, answers, drips, drips_its_head, hangs, listening, says

EMPTY: dict[str, Any] = {
    "timed_out": False,
    "_shards": {"total": 1, "successful": 1, "failed": 0},
    "hits": {"total": {"value": 0, "relation": "eq"}, "hits": []},
    "aggregations": {"bins": {"buckets": []}, "topics": {"buckets": []}},
}
GARBAGE: dict[str, Serve] = {
    "nothing": lambda connection, stub: None,
    "no HTTP": lambda connection, stub: connection.sendall(b"\x00\xff ok?\r\n\r\n"),
    "no JSON": says(b"<html>Welcome</html>"),
    "half an answer": says(b'{"hits": {"hits": ['),
    "another product": says(b"{}", HEAD.replace(b"X-Elastic-Product", b"X-Other")),
    "an error": says(b'{"error": "zakrpa"}', HEAD.replace(b"200 OK", b"500 No")),
    "busy": says(b'{"error": "zakrpa"}', HEAD.replace(b"200 OK", b"503 Busy")),
    "nothing in it": answers({}),
    "a list": answers([1, 2]),
    "a part is missing": answers({**EMPTY, "_shards": {"total": 1, "successful": 0, "failed": 1}}),
    "an index is missing": answers(
        {**EMPTY, "_shards": {"total": 0, "successful": 0, "failed": 0}}
    ),
    "time ran out": answers({**EMPTY, "timed_out": True}),
    "numbers that do not add up": answers({**EMPTY, "hits": {"total": {"value": 9}, "hits": []}}),
    "rounded numbers": answers(
        {
            **EMPTY,
            "aggregations": {
                "bins": {"buckets": [], "sum_other_doc_count": 3},
                "topics": {"buckets": []},
            },
        }
    ),
    "ids that are none": answers(
        {**EMPTY, "hits": {"total": {"value": 0}, "hits": [{"_id": "x", "sort": [1]}]}}
    ),
}
# Suggestions are not counted.
ABOUT_NUMBERS = {"numbers that do not add up", "rounded numbers"}
SLOW: dict[str, Serve] = {"hangs": hangs, "drips": drips, "drips its head": drips_its_head}


@pytest.fixture
def shelf(new_process: None, settings: Settings, notes: Shelf) -> Shelf:
    settings.ELASTICSEARCH_HOSTS = []
    notes.put("a", "Zakrpa za server", "Ranjivost")
    notes.put("b", "Zakrpa", place="group")
    # As if Elasticsearch had been built since, and knew of both.
    Change.objects.all().delete()
    return notes


@pytest.fixture
def pointed(settings: Settings) -> Callable[[str], None]:
    """`pointed(url)`: the portal asks there from now on."""

    def point(url: str) -> None:
        settings.ELASTICSEARCH_HOSTS = [url]

    return point


def the_database_answered() -> bool:
    results = found(OUTSIDER, "zakrpe")
    assert [hit.row.title for hit in results.hits] == ["Zakrpa za server"]
    assert (results.total, results.pages) == (1, 1)
    return results.degraded


@pytest.mark.parametrize("name", GARBAGE)
def test_garbage_is_answered_by_the_database(
    shelf: Shelf, pointed: Callable[[str], None], name: str
) -> None:
    with listening(GARBAGE[name]) as stub:
        pointed(stub.url)
        assert the_database_answered()
        assert stub.asked


@pytest.mark.parametrize("name", sorted(GARBAGE.keys() - ABOUT_NUMBERS))
def test_and_suggestions_come_from_it(
    shelf: Shelf, pointed: Callable[[str], None], name: str
) -> None:
    with listening(GARBAGE[name]) as stub:
        pointed(stub.url)
        assert [each.row.title for each in suggest(OUTSIDER, "zak")] == ["Zakrpa za server"]
        assert stub.asked


@pytest.mark.parametrize("name", SLOW)
def test_slowness_is_cut_short(shelf: Shelf, pointed: Callable[[str], None], name: str) -> None:
    """The server would go on for 20 seconds; the answer is there long before."""
    with listening(SLOW[name]) as stub:
        pointed(stub.url)
        assert the_database_answered()
        assert stub.asked == 1
        assert not stub.ended.is_set()
        # Whoever asks next does not wait for it again.
        assert the_database_answered()
        assert suggest(OUTSIDER, "zak")
        assert stub.asked == 1


def test_a_server_that_is_not_there(shelf: Shelf, pointed: Callable[[str], None]) -> None:
    pointed("http://127.0.0.1:9")
    assert the_database_answered()


def test_the_notice_tells_nothing_else(shelf: Shelf, pointed: Callable[[str], None]) -> None:
    """But for the notice, the answer is the one of an installation without Elasticsearch."""
    without = told(found(OUTSIDER, "zakrpe"))
    pointed("http://127.0.0.1:9")
    assert told(found(OUTSIDER, "zakrpe")).replace("degraded=True", "degraded=False") == without


def test_after_some_failures_it_is_left_alone(shelf: Shelf, pointed: Callable[[str], None]) -> None:
    with listening(GARBAGE["an error"]) as stub:
        pointed(stub.url)
        for _ in range(6):
            assert the_database_answered()
        assert stub.asked == 3


@pytest.mark.elastic
def test_it_is_asked_again_when_it_is_back(index: Index, notes: Shelf, settings: Settings) -> None:
    notes.put("a", "Zakrpa za server", "Ranjivost")
    settle(index)
    there = settings.ELASTICSEARCH_HOSTS
    settings.ELASTICSEARCH_HOSTS = ["http://127.0.0.1:9"]
    for _ in range(4):
        assert the_database_answered()
    settings.ELASTICSEARCH_HOSTS = there
    assert the_database_answered()
    elastic.breaker.rested()
    assert not the_database_answered()


@pytest.mark.elastic
def test_an_index_that_is_gone(index: Index, notes: Shelf) -> None:
    notes.put("a", "Zakrpa za server", "Ranjivost")
    settle(index)
    indices.drop(client.working(), indices.live(client.working(), index)[:1])
    assert the_database_answered()


@pytest.mark.elastic
def test_an_index_that_cannot_be_read(index: Index, notes: Shelf) -> None:
    notes.put("a", "Zakrpa za server", "Ranjivost")
    settle(index)
    (first, *_others) = indices.live(client.working(), index)
    client.working().indices.close(index=first.index)
    assert the_database_answered()
    client.working().indices.open(index=first.index)


@pytest.mark.parametrize("name", ["an error", "busy", "no JSON"])
def test_no_word_of_a_reader_is_logged(
    shelf: Shelf,
    pointed: Callable[[str], None],
    name: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG")
    with listening(GARBAGE[name]) as stub:
        pointed(stub.url)
        found(OUTSIDER, "zakrpe nekakve")
    assert "did not answer" in caplog.text
    for word in ("zakrp", "nekak"):
        assert word not in caplog.text


@pytest.mark.elastic
def test_nor_when_all_is_well(index: Index, notes: Shelf, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    notes.put("a", "Zakrpa za server", "Ranjivost")
    settle(index)
    assert not found(OUTSIDER, "zakrpe").degraded
    texts = [
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    ]
    assert "zakrp" not in " ".join(texts).lower()
