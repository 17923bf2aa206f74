"""Typed filters, choices of the page and pins, as one answer."""

from datetime import date
from uuid import uuid4

import pytest

from search.bins import Chosen
from search.models import Pin
from search.pins import key_of

from .shelf import INSIDER, OUTSIDER, Shelf, found, titles, told


@pytest.fixture
def shelf(notes: Shelf, papers: Shelf, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """The kinds of the tests under names that people can type."""
    from search import naming

    kinds = naming._VALUES["type"] | {"note": "note", "paper": "paper"}
    monkeypatch.setitem(naming._VALUES, "type", kinds)
    notes.put("old", "Banka stara", label="CLEAR", lang="sr", day=date(2024, 5, 1))
    notes.put("new", "Banka nova", label="GREEN", lang="sr", day=date(2026, 5, 1))
    notes.put("none", "Banka bez dana", label="CLEAR", lang="en")
    papers.put("paper", "Banka list", lang="mk", day=date(2025, 5, 1),
               marks={"author": ["Petar Petrović"], "tag": ["dva faktora"]})  # fmt: skip
    return notes


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("banka type:paper", {"Banka list"}),
        ("banka type:paper type:note lang:mk", {"Banka list"}),
        ("banka -type:paper tlp:clear", {"Banka stara", "Banka bez dana"}),
        ("banka -tlp:clear -type:paper", {"Banka nova"}),
        ("banka before:2025", {"Banka stara"}),
        ("banka after:2025", {"Banka list", "Banka nova"}),
        ("banka -after:2025", {"Banka stara"}),
        ("after:2025 before:2026", {"Banka list"}),
        ("lang:makedonski,en", {"Banka list", "Banka bez dana"}),
        ('author:"petar petrović"', {"Banka list"}),
        ("аутор:Петровић banka", {"Banka list"}),
        ("author:petrović author:niko", {"Banka list"}),
        ("author:petrović tag:niko", set()),
        ("tag:faktora -author:petar", set()),
        ("banka -author:petar", {"Banka stara", "Banka nova", "Banka bez dana"}),
        ("u:naslovu nova", {"Banka nova"}),
    ],
)
def test_typed_filters(shelf: Shelf, typed: str, wanted: set[str]) -> None:
    results = found(OUTSIDER, typed)
    assert {hit.row.title for hit in results.hits} == wanted
    assert (results.total, results.groups) == (len(wanted), len(wanted))


def test_filters_alone_list_the_newest_first(shelf: Shelf) -> None:
    listed = ["Banka nova", "Banka stara", "Banka bez dana"]
    assert titles(OUTSIDER, "type:note") == listed
    assert titles(OUTSIDER, "type:note", sort="oldest")[-1] == "Banka nova"


def test_exclusions_alone_ask_for_nothing(shelf: Shelf) -> None:
    assert found(OUTSIDER, "-banka").state == "blank"
    assert found(OUTSIDER, "-type:paper").state == "ok"


def test_what_is_typed_and_what_is_chosen_are_one_choice(shelf: Shelf) -> None:
    chosen = Chosen(kinds=frozenset({"note"}))
    results = found(OUTSIDER, "banka type:paper", chosen=chosen)
    assert results.total == 4
    assert results.facets["kind"] == {"note": 3, "paper": 1}
    one = found(OUTSIDER, "banka type:paper")
    assert one.total == 1
    # Of its own facet each value tells what choosing it would give.
    assert one.facets["kind"] == {"note": 3, "paper": 1}
    assert one.facets["lang"] == {"mk": 1}


def test_an_excluded_value_is_in_no_count(shelf: Shelf) -> None:
    assert found(OUTSIDER, "banka -type:paper").facets["kind"] == {"note": 3}


def pin(shelf: Shelf, name: str, query: str, place: int = 0) -> None:
    uid = next(uid for uid, thing in shelf.things.items() if thing.title == name)
    Pin.objects.create(words=key_of(query), query=query, kind=shelf.name, uid=uid, place=place)


def test_pins_come_first_in_their_order_on_the_first_page(shelf: Shelf) -> None:
    pin(shelf, "Banka stara", "moja banka", 2)
    pin(shelf, "Banka bez dana", "moja banka", 1)
    results = found(OUTSIDER, "Banka MOJA")
    assert [hit.row.title for hit in results.pinned] == ["Banka bez dana", "Banka stara"]
    assert (results.total, results.meant) == (0, "")
    assert {hit.row.title for hit in results.partial} == {"Banka nova", "Banka list"}
    assert found(OUTSIDER, "moja banka", page=2).pinned == ()
    assert found(OUTSIDER, "moja banka", sort="newest").pinned == ()
    assert found(OUTSIDER, "moja banka lang:en").pinned == ()
    assert found(OUTSIDER, "banka").pinned == ()


def test_a_pin_of_what_one_may_not_read_changes_nothing(shelf: Shelf) -> None:
    before = told(found(OUTSIDER, "banka"))
    shelf.put("hidden", "Banka tajna", place="group")
    pin(shelf, "Banka tajna", "banka")
    Pin.objects.create(words="banka", query="banka", kind="note", uid=uuid4())
    Pin.objects.create(words="banka", query="banka", kind="gone", uid=uuid4())
    assert told(found(OUTSIDER, "banka")) == before
    # Not even for those who may read it: what everybody sees first is for everybody.
    assert found(INSIDER, "banka").pinned == ()
    shelf.put("hidden", "Banka tajna", place="public")
    assert [hit.row.title for hit in found(OUTSIDER, "banka").pinned] == ["Banka tajna"]
    shelf.put("hidden", "Banka tajna", place="group")
    assert told(found(OUTSIDER, "banka")) == before


@pytest.mark.parametrize(
    "typed",
    ["author:Tajnović", "tag:tajna", "org:Tajna", "group:tajna", "label:red", "after:2026-11-20"],
)
def test_filters_tell_an_outsider_nothing_of_what_is_hidden(shelf: Shelf, typed: str) -> None:
    before = [told(found(OUTSIDER, text)) for text in (typed, f"banka {typed}")]
    marks = {"author": ["Tajnović"], "tag": ["tajna"], "org": ["Tajna"], "group": ["tajna"]}
    more = {"label": "RED", "day": date(2026, 11, 24), "lang": "sq", "marks": marks}
    shelf.put("hidden", "Banka Tajnović", place="red", **more)
    assert [told(found(OUTSIDER, text)) for text in (typed, f"banka {typed}")] == before
