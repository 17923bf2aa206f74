from datetime import UTC, date, datetime, timedelta

import time_machine

from search.bins import Chosen
from search.service import MAX_PAGES, PAGE_SIZE

from .shelf import INSIDER, OUTSIDER, Shelf, found
from .shelf import titles as titles_for

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def titles(text: str) -> list[str]:
    return titles_for(OUTSIDER, text)


def test_the_title_counts_more_than_the_body(notes: Shelf) -> None:
    notes.put("body", "Ostalo", "ransomver danas stigao")
    notes.put("title", "Ransomver", "danas ostalo stigao")
    notes.put("none", "Treće", "bez te reči ovde")
    assert titles("ransomver") == ["Ransomver", "Ostalo"]


@time_machine.travel(NOW, tick=False)
def test_newer_comes_first(notes: Shelf) -> None:
    for name, day in [("Staro", date(2019, 1, 1)), ("Novo", date(2026, 11, 20)), ("Bez", None)]:
        notes.put(name, name, "isti tekst", day=day)
    notes.put("other", "Drugo", "sasvim nešto treće")
    assert titles("isti tekst") == ["Novo", "Staro", "Bez"]


def test_equal_scores_are_ordered_by_their_entry_over_all_pages(notes: Shelf) -> None:
    planted = [notes.put(str(number), "Isto", "isto isto").uid for number in range(25)]
    pages = [found(OUTSIDER, "isto", page=page) for page in (1, 2, 3)]
    assert [hit.uid for page in pages for hit in page.hits] == planted
    assert [(page.total, page.pages, len(page.hits)) for page in pages] == [
        (25, 3, 10), (25, 3, 10), (25, 3, 5),
    ]  # fmt: skip


def test_pages_that_do_not_exist_are_empty(notes: Shelf) -> None:
    notes.put("a", "Isto")
    for page in (-1, 0, 2, 10**30):
        assert found(OUTSIDER, "isto", page=page).hits == ()
    assert MAX_PAGES * PAGE_SIZE == 500


def test_several_partitions_are_merged(notes: Shelf) -> None:
    for number in range(12):
        place = ["public", "network", "group"][number % 3]
        notes.put(str(number), "Isto", "isto " * number, place=place)
    results = found(INSIDER, "isto")
    assert results.total == 12
    assert {hit.row.label for hit in results.hits} == {"public", "network", "group"}
    scored = [hit.uid for page in (1, 2) for hit in found(INSIDER, "isto", page=page).hits]
    assert len(set(scored)) == 12


def test_equal_scores_of_several_partitions_are_ordered_by_their_entry(notes: Shelf) -> None:
    planted = [
        notes.put(f"{place}-{number}", "Isto", place=place).uid
        for number in range(4)
        for place in ("public", "network", "group")
    ]
    hits = [hit.uid for page in (1, 2) for hit in found(INSIDER, "isto", page=page).hits]
    assert hits == planted


def test_partial_matches_stand_apart(notes: Shelf) -> None:
    notes.put("both", "Lažna banka")
    notes.put("one", "Prava banka")
    notes.put("stop", "I ovo i ono")
    results = found(OUTSIDER, "lažna i banka")
    assert [hit.row.title for hit in results.hits] == ["Lažna banka"]
    assert [hit.row.title for hit in results.partial] == ["Prava banka"]
    results = found(OUTSIDER, "lažna banka -prava")
    assert ([hit.row.title for hit in results.hits], results.partial) == (["Lažna banka"], ())
    assert found(OUTSIDER, "lažna banka").total == 1


def test_partial_matches_with_most_words_come_first(notes: Shelf) -> None:
    words = ["kvrca", "brnda", "tutula", "mrkva", "zvrčka", "pljoska"]
    for number in range(30):
        notes.put(f"none-{number}", "Ništa", "sasvim nešto treće")
    for number in range(12):
        notes.put(f"one-{number}", "Prvo", f"{words[number % 6]} i ostatak teksta")
    notes.put("five", "Pet", " ".join([*words[:5], "i ostatak teksta"]))
    notes.put("three", "Tri", " ".join([*words[:3], "i ostatak teksta"]))
    partial = found(OUTSIDER, " ".join(words)).partial
    assert [hit.row.title for hit in partial[:2]] == ["Pet", "Tri"]


def test_partial_matches_only_where_full_ones_are_few(notes: Shelf) -> None:
    for number in range(10):
        notes.put(str(number), f"Lažna banka {number}")
    notes.put("one", "Prava banka")
    assert found(OUTSIDER, "lažna banka").partial == ()


def test_kinds_are_counted_and_chosen(notes: Shelf, papers: Shelf) -> None:
    for number in range(3):
        notes.put(str(number), "Isto")
    papers.put("p", "Isto")
    results = found(OUTSIDER, "isto", chosen=Chosen(kinds=frozenset({"paper"})))
    assert results.facets["kind"] == {"note": 3, "paper": 1}
    assert (results.total, results.groups, len(results.hits)) == (1, 1, 1)


def test_what_is_not_yet_or_no_longer_visible_is_not_found(notes: Shelf) -> None:
    now = datetime.now(UTC)
    hour = timedelta(hours=1)
    notes.put("past", "Isto prošlo", expires=now - hour)
    notes.put("future", "Isto buduće", visible_from=now + hour)
    notes.put("now", "Isto sada", visible_from=now - hour, expires=now + hour)
    assert titles("isto") == ["Isto sada"]
    assert found(OUTSIDER, "isto").total == 1
