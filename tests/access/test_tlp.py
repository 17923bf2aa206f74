"""The five labels of TLP 2.0, their order, and what each lets a reader do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.access.tlp import Label, stricter, up_to, within

ORDER = ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]
labels = st.sampled_from(ORDER)


def test_the_labels_are_those_of_the_standard_in_its_order() -> None:
    assert [label.value for label in sorted(Label, key=lambda label: label.rank)] == ORDER
    assert [label.label for label in Label] == [f"TLP:{word}" for word in ORDER]


def test_every_label_says_its_own_rule() -> None:
    assert len({label.rule for label in Label}) == len(ORDER)


@given(one=labels, other=labels)
def test_stricter_and_within_follow_the_order(one: str, other: str) -> None:
    later = ORDER[max(ORDER.index(one), ORDER.index(other))]
    assert stricter(one, other) == later
    assert within(one, other) == (later == other)


@given(ceiling=labels)
def test_a_ceiling_allows_itself_and_what_is_milder(ceiling: str) -> None:
    assert up_to(ceiling) == ORDER[: ORDER.index(ceiling) + 1]


@pytest.mark.parametrize("word", ["WHITE", "amber", "TLP:RED", ""])
def test_other_words_are_no_labels(word: str) -> None:
    with pytest.raises(ValueError, match="not a valid"):
        within(word, "RED")
