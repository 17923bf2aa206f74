"""Random entries and random questions: every engine finds what reading one by one finds."""

import random
from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest

from search import bins
from search.backends.protocol import Scope
from search.models import Entry, Text
from search.query import Query, Term
from search.writing import normalised

from .model import finds, finds_partly
from .planting import BEST, NEWEST, OLDEST, TODAY, Planted, mark, phrase, reach, word

WORDS = ["alfa", "beta", "gama", "teta", "kapa", "lamda"]
TAGS = ["crvena", "plava"]
ACLS = {0: [1], 1: [2], 2: [5, 6, 7], 3: [8, 9]}


def plant(planted: Planted, chance: random.Random, number: int) -> None:
    partition = chance.choice([0, 0, 1, 2, 2, 3])
    planted.put(
        str(number),
        " ".join(chance.choices(WORDS, k=chance.randint(1, 3))),
        " ".join(chance.choices(WORDS, k=chance.randint(0, 9))),
        kind=chance.choice(["note", "paper"]),
        acl=chance.choice(ACLS[partition]),
        partition=partition,
        lang=chance.choice(["sr", "mk"]),
        label=chance.choice(["clear", "green"]),
        date=chance.choice([None, TODAY - timedelta(chance.randint(0, 5))]),
        topic=chance.choice([None, UUID(int=chance.randint(1, 9))]),
        marks={"tag": [chance.choice(TAGS)]},
    )


def question(chance: random.Random) -> Query:
    def one() -> Term:
        some = chance.choice(WORDS)
        if chance.random() < 0.25:
            return phrase(f"{some} {chance.choice(WORDS)}")
        return word(some, chance.choice(["text", "text", "text", "title"]))

    return Query(
        tuple(one() for _ in range(chance.choice([0, 1, 1, 2, 2, 3]))),
        tuple(mark("tag", chance.choice(TAGS)) for _ in range(chance.choice([0, 0, 1]))),
        tuple(one() for _ in range(chance.choice([0, 0, 1]))),
    )


def scope(chance: random.Random, known: list[int]) -> Scope:
    today = TODAY.toordinal()
    return reach(
        *chance.sample(range(1, 10), chance.randint(0, 9)),
        partitions=chance.sample(range(4), chance.randint(0, 4)),
        bins=chance.choice([None, None, frozenset(chance.sample(known, len(known) // 2))]),
        since=chance.choice([0, 0, today - 3]),
        until=chance.choice([2**31 - 1, today - 1]),
    )


def reached(scope: Scope, entry: Entry) -> bool:
    return (
        entry.acl in scope.acl_ids
        and entry.partition in scope.partitions
        and (scope.bins is None or entry.bin in scope.bins)
        and scope.since <= entry.day <= scope.until
        and entry.shown_from <= scope.now < entry.shown_until
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_engines_find_count_and_page_as_the_model_does(planted: Planted, seed: int) -> None:
    chance = random.Random(seed)
    for number in range(70):
        plant(planted, chance, number)
    for number in chance.sample(range(70), 15):
        plant(planted, chance, number)
    texts = list(Text.objects.using(planted.index.using).select_related("entry").order_by("pk"))
    terms = {text.pk: normalised(text) for text in texts}
    known = sorted(bins.all_bins(planted.index.using))
    seen = 0
    for _ in range(60):
        query, where = question(chance), scope(chance, known)
        inside = [text.entry for text in texts if reached(where, text.entry)]
        found = [entry for entry in inside if finds(query, terms[entry.pk])]
        seen += len(found)
        numbers = Counter(entry.topic for entry in found)
        counts = planted.count(query, where)
        assert counts.bins == Counter(entry.bin for entry in found)
        assert counts.groups == len(numbers)
        for order in (BEST, NEWEST, OLDEST):
            matches = planted.matches(query, where, order, limit=100)
            assert {match.topic: match.others + 1 for match in matches} == numbers
            assert len(matches) == len(numbers)
            if order is not BEST:
                assert [match.entry_id for match in matches] == _by_day(found, order is OLDEST)
            half = planted.matches(query, where, order, offset=3, limit=4)
            assert half == matches[3:7]
        partly = {entry.topic for entry in inside if finds_partly(query, terms[entry.pk])}
        partial = planted.engine().find_partial(query, where, BEST, limit=100)
        assert {match.topic for match in partial} == partly
    assert seen > 60


def _by_day(found: list[Entry], oldest: bool) -> list[int]:
    """The first of each topic, in order of day and number."""
    ordered = sorted(found, key=lambda entry: (entry.day if oldest else -entry.day, entry.pk))
    first: dict[int, int] = {}
    for entry in ordered:
        first.setdefault(entry.topic, entry.pk)
    return list(first.values())
