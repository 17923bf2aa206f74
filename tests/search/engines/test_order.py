"""In which order, one a topic, page by page."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from search.analysis.terms import whole_title_term
from search.backends.protocol import Order
from search.parsing import parse
from search.query import Alternative, Query, Term

from .planting import BEST, NEWEST, OLDEST, TODAY, Planted, mark, phrase, reach, word, words

ALL = reach(1, 2, 7, 9, partitions=(0, 1, 2, 3))


def test_the_title_counts_more_than_the_text(planted: Planted) -> None:
    planted.put("text", "Ostalo", "alfa beta")
    planted.put("title", "Alfa", "ostalo beta")
    planted.put("neither", "Ostalo", "beta")
    assert planted.find(words("alfa")) == ["title", "text"]


def test_a_rare_word_tells_more_than_a_common_one(planted: Planted) -> None:
    for number in range(20):
        planted.put(f"common-{number}", "Ostalo", "alfa zeta")
    planted.put("rare", "Ostalo", "retka zeta")
    found = planted.partial(words("alfa retka"))
    assert found[0] == "rare"
    assert len(found) == 21


def test_more_of_the_words_come_first_among_partial_matches(planted: Planted) -> None:
    for number in range(9):
        planted.put(f"one-{number}", "Ostalo", ["alfa eta", "beta eta", "gama eta"][number % 3])
    planted.put("two", "Ostalo", "alfa beta")
    for number in range(20):
        planted.put(f"filler-{number}", "Ostalo", "teta iota")
    assert planted.partial(words("alfa beta gama"))[0] == "two"


def test_what_was_typed_comes_before_what_was_added(planted: Planted) -> None:
    planted.put("synonym", "Ostalo", "beta zeta")
    planted.put("typed", "Ostalo", "alfa zeta")
    for number in range(10):
        planted.put(f"filler-{number}", "Ostalo", "teta iota")
    added = tuple(replace(each, weight=0.5) for each in word("beta").alternatives)
    alfa = Term("alfa", (*word("alfa").alternatives, *added))
    assert planted.find(Query((alfa, word("zeta")))) == ["typed", "synonym"]
    assert planted.find(Query((alfa,))) == ["typed", "synonym"]
    assert planted.partial(Query((alfa, word("retka")))) == ["typed", "synonym"]


def test_a_rarer_synonym_does_not_come_first(planted: Planted) -> None:
    """The synonym is the rarer word; that alone must not lift it over what was typed."""
    planted.put("synonym", "Ostalo", "beta zeta")
    for number in range(3):
        planted.put(f"typed-{number}", "Ostalo", "alfa zeta")
    for number in range(12):
        planted.put(f"filler-{number}", "Drugo", "eta teta")
    added = tuple(replace(each, weight=0.5) for each in word("beta").alternatives)
    query = Query((Term("alfa", (*word("alfa").alternatives, *added)),))
    assert planted.find(query) == ["typed-0", "typed-1", "typed-2", "synonym"]


def test_an_identifier_comes_first(planted: Planted) -> None:
    for number in range(12):
        planted.put(f"n{number}", f"CVE 2026: 41234 primeraka {number}", "cve 2026 41234 " * 3)
    planted.put("exact", "Treći", "mnogo reči " * 60 + "CVE-2026-41234")
    assert planted.find(parse("CVE-2026-41234"))[0] == "exact"


def test_a_title_that_is_the_query_comes_first(planted: Planted) -> None:
    planted.put("longer", "Alfa beta, alfa beta", "alfa beta " * 5)
    planted.put("turned", "Beta alfa", "alfa beta " * 5)
    planted.put("exact", "Alfa beta", "mnogo drugih reči " * 50)
    query = words("alfa beta", whole_title=whole_title_term("alfa beta"))
    assert planted.find(query)[0] == "exact"
    assert planted.total(query) == 3


def test_a_whole_title_alone_is_not_a_way_to_match(planted: Planted) -> None:
    planted.put("a", "Alfa")
    query = words("alfa beta", whole_title=whole_title_term("alfa"))
    assert planted.find(query) == []
    excluded = words("alfa", excluded=(word("alfa"),), whole_title=whole_title_term("alfa"))
    assert planted.find(excluded) == []


def test_newer_comes_first_where_age_counts(planted: Planted) -> None:
    planted.put("old", "Alfa", date=TODAY - timedelta(3000))
    planted.put("new", "Alfa", date=TODAY - timedelta(3))
    planted.put("undated", "Alfa")
    planted.put("ageless", "Alfa", date=TODAY, ages=False)
    planted.put("filler", "Ostalo")
    found = planted.find(words("alfa"))
    assert found[:2] == ["new", "old"]
    assert set(found[2:]) == {"undated", "ageless"}


def test_what_is_dated_ahead_counts_as_new_and_no_more(planted: Planted) -> None:
    planted.put("ahead", "Alfa", date=TODAY + timedelta(900))
    planted.put("today", "Alfa", date=TODAY)
    planted.put("filler", "Ostalo")
    assert planted.find(words("alfa")) == ["ahead", "today"]


def test_favoured_bins_rank_a_little_higher(planted: Planted) -> None:
    planted.put("mk", "Alfa", lang="mk")
    planted.put("sr", "Alfa", lang="sr")
    planted.put("filler", "Ostalo")
    (mk,) = planted.count(words("alfa"), replace(ALL, since=0)).bins.keys() - (
        planted.count(words("ostalo")).bins.keys()
    )
    assert planted.find(words("alfa"))[0] == "mk"
    (sr,) = planted.count(words("ostalo")).bins
    assert planted.find(words("alfa"), order=replace(BEST, favoured=frozenset([sr])))[0] == "sr"
    assert planted.find(words("alfa"), order=replace(BEST, favoured=frozenset([mk])))[0] == "mk"


def test_equal_ones_are_ordered_by_number_over_partitions(planted: Planted) -> None:
    numbers = [
        planted.put(f"{partition}-{number}", "Alfa", acl=acl, partition=partition)
        for number in range(5)
        for acl, partition in [(9, 3), (1, 0), (7, 2), (2, 1)]
    ]
    found = [m.entry_id for m in planted.matches(words("alfa"), ALL)]
    assert found == sorted(numbers)


@pytest.mark.parametrize("order", [BEST, NEWEST, OLDEST])
def test_pages_are_whole_and_repeat_nothing(planted: Planted, order: Order) -> None:
    for number in range(47):
        acl, partition = [(1, 0), (2, 1), (7, 2)][number % 3]
        topic = UUID(int=number // 3 + 1) if number < 12 else None
        planted.put(
            f"{number}",
            "Alfa",
            "beta " * (number % 5),
            acl=acl,
            partition=partition,
            topic=topic,
            date=TODAY - timedelta(number % 4),
        )
    whole = planted.matches(words("alfa"), ALL, order, limit=100)
    assert len(whole) == len({m.topic for m in whole}) == 4 + 35
    for size in (1, 7, 10):
        pages = [
            match
            for offset in range(0, 50, size)
            for match in planted.matches(words("alfa"), ALL, order, offset=offset, limit=size)
        ]
        assert pages == whole
    assert planted.count(words("alfa"), ALL).groups == len(whole)


def test_newest_and_oldest_first(planted: Planted) -> None:
    for name, day in [("b", 2), ("a", 1), ("d", 4), ("c", 3), ("d2", 4)]:
        planted.put(name, "Alfa", "alfa " * day, date=TODAY - timedelta(day))
    planted.put("undated", "Alfa")
    assert planted.find(words("alfa"), order=NEWEST) == ["a", "b", "c", "d", "d2", "undated"]
    assert planted.find(words("alfa"), order=OLDEST) == ["undated", "d", "d2", "c", "b", "a"]
    ageless = planted.put("ageless", "Alfa", date=date(1999, 1, 1), ages=False)
    assert ageless
    assert planted.find(words("alfa"), order=OLDEST)[:2] == ["undated", "ageless"]


def test_filters_alone_list_the_newest(planted: Planted) -> None:
    for name, day in [("b", 2), ("a", 1), ("c", 3)]:
        planted.put(name, "Alfa", date=TODAY - timedelta(day), marks={"tag": ["crvena"]})
    assert planted.find(Query(filters=(mark("tag", "crvena"),))) == ["a", "b", "c"]
    assert planted.find(Query()) == ["a", "b", "c"]
    assert planted.find(Query(), order=OLDEST) == ["c", "b", "a"]


def test_one_of_a_topic_and_how_many_others(planted: Planted) -> None:
    topic = UUID(int=5)
    planted.put("weak", "Ostalo", "alfa beta gama delta", topic=topic)
    planted.put("strong", "Alfa", "alfa", topic=topic)
    planted.put("elsewhere", "Ostalo", "alfa eta", topic=topic)
    planted.put("silent", "Ostalo", topic=topic)
    planted.put("hidden", "Alfa", "alfa", topic=topic, acl=7, partition=2)
    planted.put("alone", "Ostalo", "alfa eta teta iota")
    found = planted.matches(words("alfa"))
    assert [(planted.names[m.entry_id], m.others) for m in found] == [("strong", 2), ("alone", 0)]
    counts = planted.count(words("alfa"))
    assert (sum(counts.bins.values()), counts.groups) == (4, 2)
    wider = planted.matches(words("alfa"), reach(1, 7, partitions=(0, 2)))
    assert {m.others for m in wider if m.topic == found[0].topic} == {3}


def test_a_topic_with_more_entries_than_a_page(planted: Planted) -> None:
    for number in range(90):
        planted.put(f"post-{number}", "Alfa", topic=UUID(int=5), date=TODAY)
    planted.put("other", "Ostalo", "alfa beta gama", date=TODAY - timedelta(900))
    for order in (BEST, NEWEST):
        found = planted.matches(words("alfa"), order=order, limit=2)
        assert [(planted.names[m.entry_id], m.others) for m in found] == [
            ("post-0", 89),
            ("other", 0),
        ]


def test_partial_matches_come_one_a_topic_too(planted: Planted) -> None:
    for number in range(3):
        planted.put(f"post-{number}", "Alfa", topic=UUID(int=5))
    planted.settle()
    found = planted.engine().find_partial(words("alfa beta"), reach(1), BEST, limit=5)
    assert [(planted.names[m.entry_id], m.others) for m in found] == [("post-0", 2)]


def test_beyond_the_last_page_there_is_nothing(planted: Planted) -> None:
    planted.put("a", "Alfa")
    assert planted.find(words("alfa"), offset=1) == []
    assert planted.find(words("alfa"), offset=490, limit=10) == []
    assert planted.find(Query((phrase("alfa alfa"),))) == []


def test_a_term_repeated_in_the_query_changes_nothing_of_what_is_found(planted: Planted) -> None:
    planted.put("a", "Alfa", "beta")
    twice = Query(
        (
            word("alfa"),
            word("alfa"),
            Term("x", (Alternative(("nema",)), *word("beta").alternatives)),
        )
    )
    assert planted.find(twice) == ["a"]
