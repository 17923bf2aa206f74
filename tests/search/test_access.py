"""Nobody finds, counts or senses what they may not read. Each test names the rule it holds."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search import registry
from search.backends import store
from search.bins import Chosen
from search.index import live
from search.models import Entry, Text
from search.writing import normalised

from .shelf import INSIDER, MEMBER, NAMED, NOBODY, OUTSIDER, PLACES, Reader, Shelf, found, told

SECRET = "kvarcitnost"


@pytest.mark.parametrize("place", ["network", "group", "red"])
def test_a_planted_word_leaves_no_trace(notes: Shelf, place: str) -> None:
    notes.put("public", "Otvoreno", "sasvim obično")
    notes.put("hidden", f"Naslov {SECRET}", f"telo {SECRET}", place=place)
    for text in ("{}", "{} obično", "obično {}", '"{}"', "obično -{}"):
        secret = told(found(OUTSIDER, text.format(SECRET)))
        assert secret == told(found(OUTSIDER, text.format("xqwzyxqwzyq")))
    assert found(NAMED, SECRET).total == 1


def test_the_acl_filters_inside_a_partition(notes: Shelf) -> None:
    """Both lie in partition 2; only one acl is held."""
    mine = notes.put("mine", "Isto moje", place="group")
    notes.put("theirs", "Isto tuđe", place="other")
    results = found(INSIDER, "isto")
    assert [hit.uid for hit in results.hits] == [mine.uid]
    assert (results.total, results.facets["kind"]) == (1, {"note": 1})
    assert results.partial == ()


def test_only_partitions_of_the_viewer_are_asked(notes: Shelf) -> None:
    """The acl is held, the partition is not: an acl alone opens no partition."""
    notes.put("hidden", "Isto", place="group")
    blind = Reader(frozenset({1, 7}), frozenset({0}))
    assert found(blind, "isto").total == 0
    assert not any(found(blind, "isto").facets.values())


def test_a_row_left_in_a_wrong_partition_is_not_found_there(notes: Shelf) -> None:
    notes.put("hidden", "Isto", place="group")
    entry = Entry.objects.get()
    store(live()).add(entry.pk, 0, normalised(Text.objects.get()))
    assert found(OUTSIDER, "isto").total == 0
    assert [hit.kind for hit in found(INSIDER, "isto").hits] == ["note"]


def test_no_token_means_nobody(notes: Shelf) -> None:
    notes.put("public", "Isto")
    assert found(NOBODY, "isto").total == 0
    assert found(Reader(frozenset(), frozenset({0, 1, 2, 3})), "isto").total == 0


def test_readers_find_what_is_theirs(notes: Shelf) -> None:
    for place in PLACES:
        notes.put(place, f"Isto {place}", place=place)
    labels = {
        name: sorted(hit.row.label for hit in found(viewer, "isto").hits)
        for name, viewer in [("o", OUTSIDER), ("m", MEMBER), ("i", INSIDER), ("n", NAMED)]
    }
    assert labels == {
        "o": ["public"],
        "m": ["network", "public"],
        "i": ["group", "network", "public"],
        "n": ["group", "network", "public", "red"],
    }


WORDS = ["alfa", "beta", "gama", "delta"]


def plant(shelves: tuple[Shelf, Shelf], *, restricted: bool) -> None:
    """A world; the restricted rows stand between the public ones and are much longer."""
    chance = random.Random(5)
    for number in range(40):
        body = " ".join(chance.choices(WORDS, k=chance.randint(3, 12)))
        shelf = shelves[number % 2]
        shelf.put(f"public-{number}", f"Javno {number}", body)
        if restricted:
            place = ["network", "group", "red"][number % 3]
            shelf.put(f"hidden-{number}", "Beta beta", f"beta gama {body} " * 20, place=place)


def test_two_worlds_look_the_same_to_an_outsider(notes: Shelf, papers: Shelf) -> None:
    """Hits, order, counts, facets: all as if the restricted rows did not exist."""
    shelves = (notes, papers)
    asked = [*WORDS, "alfa beta", "beta gama delta", '"beta gama"', "gama -beta", "alfa javno 7"]

    def world() -> list[str]:
        return [
            told(found(OUTSIDER, text, chosen=Chosen(kinds=frozenset(kinds)), page=page))
            for text in asked
            for kinds in ((), ("note",), ("paper",))
            for page in (1, 2, 3)
        ]

    plant(shelves, restricted=False)
    without = world()
    for shelf in shelves:
        shelf.clear()
    plant(shelves, restricted=True)
    assert world() == without
    assert found(NAMED, "beta").total > found(OUTSIDER, "beta").total


def test_frequencies_of_other_partitions_do_not_move_the_order(notes: Shelf) -> None:
    """Two rows whose order hangs on which word is the rarer one."""
    for number in range(6):
        notes.put(f"filler-{number}", "Ostalo", "alfa i drugo")
    notes.put("beta", "Prvi", "alfa beta beta beta")
    notes.put("alfa", "Drugi", "alfa alfa alfa beta")
    before = [hit.row.title for hit in found(OUTSIDER, "alfa beta").hits]
    for number in range(60):
        place = ["network", "group", "red"][number % 3]
        notes.put(f"hidden-{number}", "Beta", "beta beta", place=place)
    assert before == ["Prvi", "Drugi"]
    assert [hit.row.title for hit in found(OUTSIDER, "alfa beta").hits] == before


@pytest.mark.parametrize("tighter", ["network", "group", "red"])
def test_a_raised_label_holds_at_once(notes: Shelf, tighter: str) -> None:
    thing = notes.put("thing", f"Naslov {SECRET}")
    assert found(OUTSIDER, SECRET).total == 1
    thing.place = tighter
    registry.touch("note", thing.uid)
    results = found(OUTSIDER, SECRET)
    assert (results.total, results.groups, results.hits) == (0, 0, ())
    assert not any(results.facets.values())
    assert found(NAMED, SECRET).total == 1


def test_a_narrower_acl_holds_at_once(notes: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    thing = notes.put("thing", SECRET, place="group")
    assert found(INSIDER, SECRET).total == 1
    monkeypatch.setitem(PLACES, "group", (8, 2))
    registry.touch("note", thing.uid)
    assert found(INSIDER, SECRET).total == 0


def test_what_is_forgotten_is_gone(notes: Shelf) -> None:
    thing = notes.put("thing", SECRET, place="red")
    registry.forget("note", thing.uid)
    assert found(NAMED, SECRET).total == 0
    assert Entry.objects.count() == 0


def test_a_hit_its_own_app_does_not_give_back_is_dropped(notes: Shelf) -> None:
    """The index lags behind; the second look at every hit does not."""
    thing = notes.put("thing", f"Isto {SECRET}", SECRET)
    notes.put("other", "Isto")
    thing.readable = False
    results = found(OUTSIDER, "isto")
    assert [hit.row.title for hit in results.hits] == ["Isto"]
    assert SECRET not in told(results)


def test_hits_are_reread_in_one_go(notes: Shelf) -> None:
    """As many queries for ten hits as for one, and one call of the app."""
    # With fewer than three hits the service also asks what may have been meant.
    for number in range(3):
        notes.put(f"first-{number}", "Isto", "tekst")
    with CaptureQueriesContext(connection) as one:
        found(OUTSIDER, "isto")
    for number in range(30):
        notes.put(str(number), "Isto", "tekst")
    calls = notes.reread_calls
    with CaptureQueriesContext(connection) as ten:
        assert len(found(OUTSIDER, "isto").hits) == 10
    assert len(ten) == len(one)
    assert notes.reread_calls == calls + 1


def test_counts_equal_what_one_may_read_by_brute_force(notes: Shelf, papers: Shelf) -> None:
    chance = random.Random(3)
    readers = (OUTSIDER, MEMBER, INSIDER, NAMED, NOBODY)
    for number in range(120):
        shelf = chance.choice((notes, papers))
        words = " ".join(chance.choices(WORDS, k=4))
        shelf.put(str(number), words, place=chance.choice(list(PLACES)))
    for text in [*WORDS, "alfa beta", "gama -delta", '"alfa beta"']:
        for reader in readers:
            results = found(reader, text)
            expected = {s.name: _readable(s, reader, text) for s in (notes, papers)}
            assert results.facets["kind"] == {name: n for name, n in expected.items() if n}
            assert results.total == sum(expected.values())


def _readable(shelf: Shelf, reader: Reader, text: str) -> int:
    phrase = text.startswith('"')
    wanted = [text.strip('"')] if phrase else [w for w in text.split() if w[0] != "-"]
    banned = [word[1:] for word in text.split() if word[0] == "-"]
    return sum(
        PLACES[thing.place][0] in reader.acl_ids
        and all(word in thing.title for word in wanted)
        and not any(word in thing.title for word in banned)
        for thing in shelf.things.values()
    )
