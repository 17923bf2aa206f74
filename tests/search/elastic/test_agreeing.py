"""Elasticsearch finds and counts just what the database's own engine does."""

import random
from dataclasses import replace
from uuid import UUID

import pytest

from search.backends import store
from search.backends.elastic.engine import ElasticEngine
from search.backends.protocol import Order, Scope, Sort
from search.index import Index
from search.models import Bin
from search.parsing import parse
from search.query import Query
from tests.search.engines.planting import NOW, TODAY, Planted

pytestmark = pytest.mark.elastic

SERBIAN = "zakrpa zakrpe безбедност bezbednosti mreža мреже lozinka prevara ranjivost đak djak"
OTHERS = "password sulm sulmet i u na the CVE-2026-1234 evil.example 10.0.0.1"
WORDS = [*SERBIAN.split(), *OTHERS.split()]
ODD = ['"', "-", "(", "*", ":", "\x00", "\u202e", "AND", "tag:", "in:title", "ж" * 90, "½", "ǆ"]
PLACES = [(1, 0), (1, 0), (2, 1), (7, 2), (8, 2), (9, 3)]
SORTS: tuple[Sort, ...] = ("best", "newest", "oldest")


def some(chance: random.Random, most: int) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(1, most)))


@pytest.fixture
def planted(planted_elastic: Planted) -> Planted:
    chance = random.Random(5)
    for number in range(80):
        acl, partition = chance.choice(PLACES)
        planted_elastic.put(
            f"{number}",
            some(chance, 3),
            some(chance, 25),
            kind=chance.choice(["note", "paper"]),
            acl=acl,
            partition=partition,
            lang=chance.choice(["sr", "en", "sq", "mk"]),
            label=chance.choice(["CLEAR", "GREEN", ""]),
            date=TODAY.replace(year=chance.randint(2020, 2026)) if chance.random() < 0.8 else None,
            marks={"tag": [some(chance, 2)]},
            topic=UUID(int=chance.randint(1, 12)) if chance.random() < 0.4 else None,
        )
    planted_elastic.settle()
    return planted_elastic


def asked(chance: random.Random) -> Query:
    parts = []
    for _ in range(chance.randint(1, 5)):
        word = chance.choice(WORDS)
        form = chance.choice(["{}", "{}", "{}", '"{} {}"', "-{}", "{}{}", "tag:{}", "in:title {}"])
        parts.append(form.format(word, chance.choice([*WORDS, *ODD])))
    return parse(" ".join(parts))


def reach(chance: random.Random, bins: list[int]) -> Scope:
    acl_ids = frozenset(chance.sample([1, 2, 7, 8, 9], chance.randint(1, 5)))
    partitions = frozenset(chance.sample([0, 1, 2, 3], chance.randint(1, 4)))
    scope = Scope(acl_ids, partitions, now=NOW)
    if chance.random() < 0.3:
        scope = replace(scope, bins=frozenset(chance.sample(bins, len(bins) // 2)))
    if chance.random() < 0.3:
        scope = replace(scope, since=TODAY.replace(year=2023).toordinal())
    return scope


def test_on_random_questions(index: Index, planted: Planted) -> None:
    """Scores differ, so of the order only what is no matter of score."""
    chance = random.Random(11)
    bins = list(Bin.objects.values_list("pk", flat=True))
    found = 0
    for _ in range(250):
        query, scope = asked(chance), reach(chance, bins)
        order = Order(TODAY.toordinal(), chance.choice(SORTS))
        elastic, database = ElasticEngine(index, seconds=60), store(index)
        counts = elastic.count(query, scope)
        assert counts == database.count(query, scope)
        found += counts.groups
        theirs = database.find(query, scope, order, offset=0, limit=100)
        ours = elastic.find(query, scope, order, offset=0, limit=100)
        assert {(m.topic, m.others) for m in ours} == {(m.topic, m.others) for m in theirs}
        if order.sort != "best":
            assert [m.entry_id for m in ours] == [m.entry_id for m in theirs]
        partial = elastic.find_partial(query, scope, order, limit=100)
        assert {(m.topic, m.others) for m in partial} == {
            (m.topic, m.others) for m in database.find_partial(query, scope, order, limit=100)
        }
    assert found > 250


def test_on_what_is_typed(index: Index, planted: Planted) -> None:
    scope = Scope(frozenset({1, 2, 7}), frozenset({0, 1, 2}), now=NOW)
    for word in ("za", "bezb", "lozi", "s", "i", "dj", "cve"):
        for words in ([word], ["zakrpa", word], [word, "mre"]):
            ours = ElasticEngine(index, seconds=60).suggest(words, scope, limit=100)
            theirs = store(index).suggest(words, scope, limit=100)
            assert {m.topic for m in ours} == {m.topic for m in theirs}
