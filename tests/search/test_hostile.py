import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.backends import store
from search.backends.protocol import Counts, Scope
from search.index import live
from search.query import Alternative, Query, Term

from .shelf import OUTSIDER, Shelf, found

PIECES = [
    '"', "'", "*", "(", ")", "-", "^", ":", "+", "NEAR", "NEAR(", "AND", "OR", "NOT", "title_n",
    "{title_n}", "body_n:", "ids:", "\0", "\x1a", ";--", "%s", "%", "\\", "/", "ш", "\u0301",
    "\ufffe", "\U0010ffff", "½", "CVE-", "2026-1", "::1", "a.b", " ", "\n", "\u200b", "x" * 300,
]  # fmt: skip


def answer(text: str) -> str:
    return found(OUTSIDER, text).state


@pytest.mark.parametrize(
    "text",
    ["\0", '"', "'", "a\0b", '"a', 'a"', "-", "--", "-a", "*", "a*", "(", "a AND", "NOT", "^a",
     "title_n : a", "{body_n}:a", "\udcff", "a\udcffb", "', 1); DROP TABLE search_entry; --"],
)  # fmt: skip
def test_short_hostile_queries_are_answered(notes: Shelf, text: str) -> None:
    assert answer(text) in ("ok", "blank")


def test_a_hundred_kilobytes_are_refused_politely(notes: Shelf) -> None:
    assert {answer(each * 100_000) for each in ("a", '"', "a ", "-", "(", "\0")} == {"too_long"}


def test_many_mixtures_of_hostile_pieces_are_answered(notes: Shelf) -> None:
    notes.put("one", "Title", "a b title body ids near")
    chance = random.Random(11)
    for _ in range(1_500):
        text = "".join(chance.choices(PIECES, k=chance.randint(1, 9)))
        assert answer(text) in ("ok", "blank", "too_long")


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=60))
def test_any_text_is_answered(notes: Shelf, text: str) -> None:
    assert answer(text) in ("ok", "blank")


def test_an_engine_lets_no_syntax_through_even_in_a_term(notes: Shelf) -> None:
    notes.put("one", "Title", "body")
    hostile = Query((Term("x", (Alternative(('a" OR title_n : "title',)),)),))
    scope = Scope(frozenset({1}), frozenset({0}), now=10**9)
    assert store(live()).count(hostile, scope) == Counts({}, 0)


def test_words_do_not_match_the_column_of_identifiers(notes: Shelf) -> None:
    notes.put("one", "Title", "", ids=("evil.example",))
    assert found(OUTSIDER, "evilz2eexample").total == 0
    assert found(OUTSIDER, "evil.example").total == 1
