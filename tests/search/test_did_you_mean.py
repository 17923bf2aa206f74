"""What a mistyped query is said to have meant, and that nothing hidden speaks in it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from search import vocabulary
from search.distance import distance, edits
from search.models import Word

from .shelf import INSIDER, NOBODY, OUTSIDER, Shelf, found, told


@pytest.mark.parametrize(
    ("typed", "word", "away"),
    [
        ("banka", "banka", 0),
        ("bnaka", "banka", 1),
        ("bank", "banka", 1),
        ("bankaa", "banka", 1),
        ("danka", "banka", 1),
        ("zakrza", "zakrya", 0.5),
        ("", "abc", 3),
        ("ab", "ba", 1),
        ("ca", "abc", 3),
    ],
)
def test_distance(typed: str, word: str, away: float) -> None:
    assert distance(typed, word) == distance(word, typed) == away


def test_edits_are_all_words_one_error_away() -> None:
    near = edits("banka")
    assert {"bnaka", "bank", "bankaa", "danka", "anka", "sbanka"} <= near
    assert "banka" not in near
    assert all(distance("banka", word) <= 1 for word in near)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bezbednsot", "bezbednost"),
        ("безбеднсот", "безбедност"),
        ("banka besbednost", "banka bezbednost"),
        ("ranmsover", "ransomver"),
        ("Bezbednsot", "bezbednost"),
        ("zakroa -spam", "zakrpa -spam"),
    ],
)
def test_a_word_of_public_entries_is_offered(notes: Shelf, typed: str, meant: str) -> None:
    notes.put("a", "Bezbednost", "banka i zakrpa")
    notes.put("b", "Рансомвер", "безбедност")
    assert found(OUTSIDER, typed).meant == meant
    assert found(OUTSIDER, meant).hits


@pytest.mark.parametrize("typed", ["bezbednost", "bezbednosti", "xyzwqv", "bez", "CVE-2026-1235"])
def test_nothing_is_offered_for_what_is_right_or_far(notes: Shelf, typed: str) -> None:
    notes.put("a", "Bezbednost", "CVE-2026-1234 bezb")
    assert found(OUTSIDER, typed).meant == ""


def test_the_more_frequent_word_is_offered(notes: Shelf) -> None:
    notes.put("a", "Zakrza", "")
    for number in range(3):
        notes.put(f"b-{number}", "Zakrpa", "")
    assert found(OUTSIDER, "zakrma").meant == "zakrpa"


def test_a_typing_error_of_others_does_not_stand_in_the_way(notes: Shelf) -> None:
    notes.put("wrong", "Bezbednsot")
    for number in range(12):
        notes.put(str(number), "Bezbednost")
    results = found(OUTSIDER, "bezbednsot")
    assert (len(results.hits), results.meant) == (1, "bezbednost")


@pytest.mark.parametrize("place", ["network", "group", "red"])
def test_words_of_restricted_entries_are_never_offered(notes: Shelf, place: str) -> None:
    notes.put("hidden", "Tajnovitost", place=place)
    for viewer in (OUTSIDER, INSIDER, NOBODY):
        assert told(found(viewer, "tajnovitots")) == told(found(viewer, "tjanovitost"))
        assert found(viewer, "tajnovitots").meant == ""


def test_a_word_of_a_tightened_entry_is_offered_no_more(notes: Shelf) -> None:
    notes.put("a", "Tajnovitost")
    assert found(OUTSIDER, "tajnovitots").meant == "tajnovitost"
    notes.put("a", "Tajnovitost", place="group")
    assert found(OUTSIDER, "tajnovitots").meant == ""


def test_a_word_of_a_deleted_entry_is_offered_no_more(notes: Shelf) -> None:
    notes.put("a", "Tajnovitost")
    notes.clear()
    assert Word.objects.filter(bald="tajnovitost").exists()
    assert found(OUTSIDER, "tajnovitots").meant == ""


def test_a_word_of_an_entry_not_yet_shown_is_not_offered(notes: Shelf) -> None:
    notes.put("a", "Tajnovitost", visible_from=timezone.now() + timedelta(hours=1))
    assert found(OUTSIDER, "tajnovitots").meant == ""


def test_another_form_of_the_word_shows_only_the_public_form(notes: Shelf) -> None:
    """The stale form stands in the table of words still; the one shown is in a public text."""
    notes.put("open", "Tajnovitost")
    notes.put("a", "Tajnovitosti")
    notes.put("a", "Tajnovitosti", place="group")
    assert Word.objects.filter(bald="tajnovitosti").exists()
    assert found(OUTSIDER, "tajnovitostu").meant in ("", "tajnovitost")


def test_who_reads_more_is_corrected_less(notes: Shelf) -> None:
    """A word that the viewer's own entries hold is no error; whoever cannot read them, asks."""
    notes.put("open", "Zakrpa")
    for number in range(3):
        notes.put(f"h-{number}", "Zakrpe zakrza", place="group")
    assert found(INSIDER, "zakrza").meant == ""
    assert found(OUTSIDER, "zakrza").meant == "zakrpa"


@pytest.mark.parametrize("make", [lambda: "\0" * 100, lambda: "a" * 100_000, lambda: "ж" * 199])
def test_odd_input_is_answered(notes: Shelf, make: Callable[[], str]) -> None:
    notes.put("a", "Bezbednost")
    assert found(OUTSIDER, make()).meant == ""


def test_a_bounded_number_of_questions(notes: Shelf) -> None:
    words = [f"zakrp{a}{b}" for a in "abcdefghij" for b in "klmnoprst"]
    notes.put("a", "Zakrpa", " ".join(words))
    query = " ".join(f"zakrq{letter}{letter}" for letter in "abcdefghijkl")
    with CaptureQueriesContext(connection) as asked:
        found(OUTSIDER, query)
    assert len(asked) <= 90


def test_only_the_first_page_of_a_poor_answer_asks(notes: Shelf) -> None:
    for number in range(3):
        notes.put(str(number), "Bezbednsot")
    notes.put("right", "Bezbednost")
    assert found(OUTSIDER, "bezbednsot").meant == ""
    assert found(OUTSIDER, "bezbedsot", page=2).meant == ""
    assert found(OUTSIDER, "bezbedsot").meant


def test_words_that_no_public_entry_holds_are_pruned(notes: Shelf) -> None:
    notes.put("open", "Bezbednost", "zakrpa")
    notes.put("a", "Tajnovitost", "zakrpa")
    notes.put("a", "Tajnovitost", "zakrpa", place="group")
    assert vocabulary.prune() == 1
    assert set(Word.objects.values_list("bald", flat=True)) == {"bezbednost", "zakrpa"}
    assert vocabulary.prune() == 0


def test_words_that_were_public_once_take_no_place_of_others(notes: Shelf) -> None:
    """Nearer words of what is restricted now leave the correction as it would be without them."""
    notes.put("a", "Banditen")
    assert found(OUTSIDER, "bantitem").meant == "banditen"
    once = ("Bantited", "Bantitek", "Bantitez", "Bantiter", "Bantitev")
    for word in once:
        notes.put(word, word)
    for word in once:
        notes.put(word, word, place="group")
    assert found(OUTSIDER, "bantitem").meant == "banditen"
