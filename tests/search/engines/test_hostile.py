"""Any text is answered by every engine, and what is meant as syntax is none."""

import random

import pytest

from search.service import Ask, search
from search.suggesting import suggest
from tests.search.shelf import OUTSIDER
from tests.search.test_hostile import PIECES

from .test_leaks import Portal, portal

__all__ = ["portal"]

STATES = ("ok", "blank", "too_long")


def ask_hostile(portal: Portal, number: int, seed: int) -> None:
    portal.shelves["note"].put("one", "Title", "a b title body ids near")
    portal.shelves["note"].put("red", "Title xqz", "near", place="red")
    portal.settle()
    chance = random.Random(seed)
    for _ in range(number):
        text = "".join(chance.choices(PIECES, k=chance.randint(1, 9)))
        results = search(OUTSIDER, Ask(text))
        assert results.state in STATES
        assert not results.degraded
        assert results.total <= 1
        assert len(suggest(OUTSIDER, text)) <= 1


def test_some_hundred_mixtures_of_hostile_pieces(portal: Portal) -> None:
    ask_hostile(portal, 400, seed=3)


@pytest.mark.bench
def test_nineteen_thousand_mixtures_of_hostile_pieces(portal: Portal) -> None:
    ask_hostile(portal, 19_000, seed=7)
