"""Nothing leaves the scope: acl, partition, time, day, bins."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from search import bins
from search.backends.protocol import Counts, Order, Scope
from search.query import Query

from .planting import BEST, NEWEST, NOW, TODAY, Planted, mark, reach, word, words

WAYS = [
    words("alfa"),
    words("alfa beta"),
    Query(),
    Query(filters=(mark("tag", "crvena"),)),
    Query(excluded=(word("zeta"),)),
]
PARTIAL = words("alfa retka")


def nothing(planted: Planted, scope: Scope) -> bool:
    """Whether every way of asking finds nothing there."""
    assert [planted.count(query, scope) for query in WAYS] == [Counts({}, 0)] * len(WAYS)
    for order in (BEST, NEWEST):
        assert [planted.find(query, scope, order) for query in WAYS] == [[]] * len(WAYS)
    assert planted.partial(PARTIAL, scope) == []
    return planted.suggest("al", scope=scope) == []


def all_found(planted: Planted, scope: Scope, names: list[str]) -> bool:
    """Whether every way of asking finds just these."""
    for query in WAYS:
        assert sorted(planted.find(query, scope)) == names
        assert sum(planted.count(query, scope).bins.values()) == len(names)
        assert planted.count(query, scope).groups == len(names)
    assert sorted(planted.partial(PARTIAL, scope)) == names
    return sorted(planted.suggest("al", scope=scope)) == names


def plant(planted: Planted, name: str, **more: Any) -> int:
    return planted.put(name, "Alfa", "beta", marks={"tag": ["crvena"]}, **more)


@pytest.mark.parametrize(
    "scope",
    [
        reach(),
        reach(partitions=(0, 1, 2, 3)),
        reach(1, partitions=()),
        reach(8, partitions=(2,)),
        reach(8, 9, 10**6, partitions=(0, 1, 2, 3)),
        reach(7, partitions=(0, 1, 3)),
    ],
)
def test_without_acl_or_partition_there_is_nothing(planted: Planted, scope: Scope) -> None:
    plant(planted, "a", acl=7, partition=2)
    plant(planted, "b", acl=7, partition=2)
    assert nothing(planted, scope)
    assert all_found(planted, reach(7, partitions=(2,)), ["a", "b"])


@pytest.mark.parametrize("partition", [0, 1, 2, 3])
def test_the_acl_decides_within_a_partition(planted: Planted, partition: int) -> None:
    plant(planted, "mine", acl=7, partition=partition)
    plant(planted, "theirs", acl=8, partition=partition)
    assert all_found(planted, reach(7, partitions=(partition,)), ["mine"])
    assert all_found(planted, reach(7, 8, partitions=(0, 1, 2, 3)), ["mine", "theirs"])


def test_thousands_of_acl_ids(planted: Planted) -> None:
    plant(planted, "mine", acl=2_500, partition=2)
    plant(planted, "theirs", acl=2_501, partition=2)
    many = reach(*range(0, 60_000, 2), partitions=(0, 1, 2, 3))
    assert all_found(planted, many, ["mine"])


def test_a_moved_entry_is_only_where_it_is_now(planted: Planted) -> None:
    plant(planted, "a", acl=1, partition=0)
    for acl, partition in [(9, 3), (2, 1), (7, 2), (1, 0)]:
        plant(planted, "a", acl=acl, partition=partition)
        assert all_found(planted, reach(1, 2, 7, 9, partitions=(partition,)), ["a"])
        others = {0, 1, 2, 3} - {partition}
        assert nothing(planted, reach(1, 2, 7, 9, partitions=others))


def test_the_time_in_which_it_is_shown(planted: Planted) -> None:
    now = datetime.fromtimestamp(NOW, UTC)
    second = timedelta(seconds=1)
    plant(planted, "ends", expires=now + second)
    plant(planted, "ended", expires=now)
    plant(planted, "begins", visible_from=now)
    plant(planted, "to-come", visible_from=now + second)
    assert all_found(planted, reach(1), ["begins", "ends"])
    assert all_found(planted, reach(1, now=NOW + 1), ["begins", "to-come"])


def test_days_both_included(planted: Planted) -> None:
    for day in range(5):
        plant(planted, f"{day}", date=TODAY - timedelta(day))
    plant(planted, "undated")
    today = TODAY.toordinal()
    assert all_found(planted, reach(1, since=today - 3, until=today - 1), ["1", "2", "3"])
    assert all_found(planted, reach(1, since=today - 3), ["0", "1", "2", "3"])
    assert nothing(planted, reach(1, since=today + 1))


def test_bins(planted: Planted) -> None:
    plant(planted, "note")
    plant(planted, "paper", kind="paper")
    known = bins.all_bins(planted.index.using)
    notes = frozenset(n for n, values in known.items() if values.kind == "note")
    assert all_found(planted, reach(1, bins=notes), ["note"])
    assert nothing(planted, reach(1, bins=frozenset()))
    assert nothing(planted, reach(1, bins=frozenset([10**6])))


def test_counts_by_bin(planted: Planted) -> None:
    for number in range(7):
        plant(planted, f"{number}", label=["clear", "green"][number % 2], kind="note")
    plant(planted, "hidden", label="clear", acl=7)
    known = bins.all_bins(planted.index.using)
    for query in WAYS:
        found = {known[n].label: count for n, count in planted.count(query).bins.items()}
        assert found == {"clear": 4, "green": 3}


@pytest.mark.parametrize("sort", [BEST, NEWEST])
def test_other_partitions_and_acls_beyond_move_no_order(planted: Planted, sort: Order) -> None:
    """What a scope does not reach into may be there or not: same matches, same order."""
    for number in range(6):
        planted.put(f"filler-{number}", "Ostalo", "alfa i drugo")
    planted.put("beta", "Prvi", "alfa beta beta beta")
    planted.put("alfa", "Drugi", "alfa alfa alfa beta")
    before = planted.matches(words("alfa beta"), order=sort)
    partial = planted.partial(words("alfa beta"), order=sort)
    for number in range(40):
        planted.put(f"hidden-{number}", "Beta", "beta beta", acl=7, partition=1 + number % 3)
    assert planted.matches(words("alfa beta"), order=sort) == before
    assert planted.partial(words("alfa beta"), order=sort) == partial
    assert planted.find(words("alfa beta"))[0] == "beta"
