"""search_check looks at Elasticsearch too."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from search.backends.elastic import bulk, client, indices
from search.backends.elastic.documents import putting, removing
from search.building import build
from search.index import Index
from search.models import Change, Text
from tests.search.shelf import Shelf

from .fixtures import settle

pytestmark = pytest.mark.elastic


def check() -> str:
    out = StringIO()
    try:
        call_command("search_check", stdout=out)
    except CommandError as error:
        return f"{out.getvalue()}{error} (exit {error.returncode})"
    return "in step"


@pytest.fixture
def full(index: Index, notes: Shelf) -> Shelf:
    for place in ("public", "network", "group", "red"):
        for number in range(3):
            notes.put(f"{place}-{number}", f"Tajni naslov {place}", place=place)
    settle(index)
    assert check() == "in step"
    return notes


def _missing(index: Index, text: Text) -> None:
    _send(index, removing(text.pk, 99, _feed(index, text)))


def _stale(index: Index, text: Text) -> None:
    text.entry.version += 1
    _send(index, putting(text.entry, text, _feed(index, text)))


def _left_over(index: Index, text: Text) -> None:
    text.entry.pk = 10**9
    _send(index, putting(text.entry, text, _feed(index, text)))


def _elsewhere(index: Index, text: Text) -> None:
    _missing(index, text)
    text.entry.acl = 77
    text.entry.version = 100
    _send(index, putting(text.entry, text, _feed(index, text)))


def _feed(index: Index, text: Text) -> str:
    live = indices.live(client.working(), index)
    return next(name.feed for name in live if name.partition == text.entry.partition)


def _send(index: Index, action: dict[str, object]) -> None:
    assert [outcome.settled for outcome in bulk.send(client.working(), [action])] == [True]


FAULTS: dict[str, Callable[[Index, Text], None]] = {
    "missing": _missing,
    "stale": _stale,
    "left over": _left_over,
}


@pytest.mark.parametrize("what", FAULTS)
@pytest.mark.parametrize("place", ["public", "red"])
def test_each_fault_is_named_and_mended(index: Index, full: Shelf, what: str, place: str) -> None:
    uid = full.put(f"{place}-1", f"Tajni naslov {place}", place=place).uid
    settle(index)
    FAULTS[what](index, Text.objects.select_related("entry").get(uid=uid))
    told = check()
    assert f"1 {what} in Elasticsearch" in told
    assert "(exit 1)" in told
    assert "Tajni" not in told
    assert (str(uid) in told) == (what != "left over")
    build(index)
    assert check() == "in step"


def test_a_wrong_acl_is_found(index: Index, full: Shelf) -> None:
    _elsewhere(index, Text.objects.select_related("entry").filter(entry__partition=2)[0])
    assert "(exit 1)" in check()


def test_what_waits_is_no_fault(index: Index, full: Shelf) -> None:
    full.put("public-1", "Tajni naslov drugi")
    full.put("red-1", "Tajni naslov javni", place="public")
    assert Change.objects.count() == 3
    assert check() == "in step"


def test_no_server_is_a_fault(index: Index, full: Shelf, settings: Settings) -> None:
    settings.ELASTICSEARCH_HOSTS = ["http://127.0.0.1:9"]
    assert "Elasticsearch does not answer" in check()


def test_no_index_is_a_fault(empty: Index, notes: Shelf) -> None:
    """Even while all that it lacks waits to be told."""
    notes.put("a", "Tajni naslov")
    assert "4 no index in Elasticsearch" in check()
