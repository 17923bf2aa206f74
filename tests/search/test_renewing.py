"""Entries of an earlier analyzer are renewed in batches, and found meanwhile."""

import logging

import pytest

from search import registry
from search.analysis import lemma
from search.checks import base_forms
from search.models import Entry
from search.renewing import renew_older
from search.service import Ask, search

from .shelf import OUTSIDER, Shelf


def total(words: str) -> int:
    return search(OUTSIDER, Ask(words)).total


@pytest.fixture
def older(notes: Shelf) -> Shelf:
    for number in range(5):
        notes.put(f"n{number}", f"Vest {number}", "o mreži")
    Entry.objects.update(analyzer=0)
    for thing in notes.things.values():
        thing.body = "o oblaku"
    return notes


def test_in_batches_until_all_are_of_now(older: Shelf) -> None:
    assert total("mreži") == 5
    last = renew_older(most=2)
    assert (total("mreži"), total("oblaku")) == (3, 2)
    last = renew_older(last, most=2)
    assert renew_older(renew_older(last, most=2)) == 0
    assert (total("mreži"), total("oblaku")) == (0, 5)
    assert set(Entry.objects.values_list("analyzer", flat=True)) == {lemma.analyzer()}


def test_what_is_of_now_is_left_alone(notes: Shelf) -> None:
    notes.put("n", "Vest")
    assert renew_older() == 0
    assert Entry.objects.get().version == 1


def test_what_is_no_more_is_taken_out(older: Shelf) -> None:
    older.things.pop(next(iter(older.things)))
    renew_older()
    assert Entry.objects.count() == 4


def test_one_that_cannot_be_read_keeps_none_of_the_others(
    older: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    broken = next(iter(older.things))
    build = older.build
    registry.unregister("note")
    older.build = lambda uid: build(uid) if uid != broken else 1 / 0  # type: ignore[method-assign]
    registry.register(older.kind())
    with caplog.at_level(logging.WARNING):
        renew_older()
    assert total("oblaku") == 4
    assert f"not renewed: note {broken} (ZeroDivisionError)" in caplog.text
    assert "Vest" not in caplog.text


def test_entries_of_unknown_kinds_stop_nothing(older: Shelf, papers: Shelf) -> None:
    papers.put("p", "Papir")
    Entry.objects.update(analyzer=0)
    registry.unregister("paper")
    assert renew_older(renew_older()) == 0
    registry.register(papers.kind())


def test_the_check_tells_when_the_table_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert lemma.available()
    assert base_forms() == []
    monkeypatch.setattr(lemma, "available", lambda: False)
    assert [found.id for found in base_forms()] == ["search.W001"]
