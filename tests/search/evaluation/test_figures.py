"""The figures, by hand."""

import pytest

from search.evaluation import floors
from search.evaluation.figures import Figures, Outcome, by_class, percentile, table


def outcome(*found: str, want: str = "a", group: str = "g", ms: float = 1.0) -> Outcome:
    return Outcome(group, frozenset(want), found, ms)


@pytest.mark.parametrize(
    ("one", "recall", "reciprocal"),
    [
        (outcome("a"), 1, 1),
        (outcome("x", "a"), 1, 1 / 2),
        (outcome(), 0, 0),
        (outcome(*"0123456789", "a"), 0, 0),
        (outcome(*"012345678", "a"), 1, 1 / 10),
        (outcome("x", "b", "a", want="abc"), 2 / 3, 1 / 2),
        (outcome(*"abcdefghij", want="abcdefghijkl"), 1, 1),
    ],
)
def test_one_outcome(one: Outcome, recall: float, reciprocal: float) -> None:
    assert (one.recall, one.reciprocal_rank) == pytest.approx((recall, reciprocal))


def test_each_class_and_all_together() -> None:
    outcomes = [outcome("a", group="x"), outcome("a", group="y", ms=3), outcome(group="y", ms=9)]
    found = by_class(outcomes)
    assert list(found) == ["x", "y", "all"]
    assert found["y"] == Figures(2, 0.5, 0.5, 3, 9)
    assert found["all"] == Figures(3, pytest.approx(2 / 3), pytest.approx(2 / 3), 3, 9)


def test_a_class_called_all_keeps_its_name() -> None:
    found = by_class([outcome("a", group="all"), outcome(group="x")])
    assert found["all"].n == 1


def test_percentiles() -> None:
    assert percentile([5.0], 95) == 5
    assert percentile(range(1, 101), 95) == 95
    assert percentile([3, 1, 2], 50) == 2


def test_the_table_has_a_line_for_each() -> None:
    lines = table(by_class([outcome("a", group="a rather long name")]))
    assert [line.split()[0] for line in lines] == ["class", "a", "all"]
    assert len(set(map(len, lines))) == 1


def test_floors() -> None:
    limits = floors.parse([".9", "x=0.5", "a=b=1"])
    assert (limits.of("x"), limits.of("y"), limits.of("a=b")) == (0.5, 0.9, 1.0)
    found = by_class([outcome("a", group="x"), outcome(group="y")])
    assert list(floors.missed(limits, floors.Floors(), found)) == [
        "y: recall@10 0.0000 is under 0.9",
        "all: recall@10 0.5000 is under 0.9",
    ]
    assert floors.unknown(limits, found) == ["a=b"]


@pytest.mark.parametrize("value", ["x", "x=", "1.1", "x=-1", "nan", "x=inf"])
def test_what_is_no_floor(value: str) -> None:
    with pytest.raises(ValueError, match="not"):
        floors.parse([value])
