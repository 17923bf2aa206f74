"""The table of labels, circles and addressees, cell by cell, and the set logic under it."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.access.tlp import Label
from community.access.tokens import (
    Addressees,
    Audience,
    Circle,
    Partition,
    at_desk,
    at_large,
    audience,
    groups_among,
    in_group,
)

GROUP, NAMED = 5, (8, 9)

# The architecture's table, written out: rows are labels, columns circles of group 5.
IN_GROUP = {
    "CLEAR": {"public": {"pub"}, "network": {"mem"}, "members": {"grp:5"}, "sealed": {"grp:5"}},
    "GREEN": {"public": {"mem"}, "network": {"mem"}, "members": {"grp:5"}, "sealed": {"grp:5"}},
    "AMBER": dict.fromkeys(Circle, frozenset({"grp:5"})),
    "AMBER+STRICT": dict.fromkeys(Circle, frozenset({"grp:5"})),
    "RED": dict.fromkeys(Circle, frozenset({"seat:5:8", "seat:5:9"})),
}
TO = Addressees(frozenset({1, 2}), frozenset({5}), frozenset({8}), clients=True)
UNTICKED = Addressees(TO.organisations, TO.groups, TO.persons)
ADDRESSED = {"org:1", "org:2", "grp:5", "desk:3"}

# (label, addressees) -> who reads an advisory of team 3 that 21 and 22 had in hand.
AT_LARGE = [
    ("CLEAR", TO, {"pub"}),
    ("GREEN", TO, {"mem"}),
    ("AMBER", TO, ADDRESSED | {"cli:1", "cli:2"}),
    ("AMBER", UNTICKED, ADDRESSED),
    ("AMBER+STRICT", TO, ADDRESSED),
    ("RED", TO, {"usr:8", "usr:21", "usr:22"}),
]

labels = st.sampled_from(Label.values)
token_sets = st.frozensets(
    st.sampled_from(["pub", "mem", "org:1", "cli:1", "grp:2", "desk:3", "usr:4", "seat:2:4"])
)


def test_the_table_has_every_label_and_circle() -> None:
    assert {label: set(row) for label, row in IN_GROUP.items()} == {
        label: set(Circle) for label in Label.values
    }
    assert {label for label, _to, _tokens in AT_LARGE} == set(Label.values)


@pytest.mark.parametrize(
    ("label", "circle"), [(label, circle) for label in Label.values for circle in Circle]
)
def test_in_a_group_the_narrower_of_circle_and_label_reads(label: str, circle: Circle) -> None:
    assert in_group(label, circle, GROUP, NAMED).tokens == IN_GROUP[label][circle]


@pytest.mark.parametrize(("label", "to", "tokens"), AT_LARGE)
def test_at_large_the_label_chooses_among_the_addressees(
    label: str, to: Addressees, tokens: set[str]
) -> None:
    assert at_large(label, to, team=3, hands=(21, 22)).tokens == tokens


@pytest.mark.parametrize("label", Label.values)
def test_a_draft_is_read_at_the_desk_and_a_red_one_by_the_hands_named(label: str) -> None:
    drafted = at_desk(label, team=3, hands=(21,))
    assert drafted.tokens == ({"usr:21"} if label == "RED" else {"desk:3"})
    assert drafted.partition >= Partition.RESTRICTED


@pytest.mark.parametrize("label", ["AMBER", "AMBER+STRICT", "RED"])
def test_without_addressees_nobody_reads(label: str) -> None:
    assert at_large(label, Addressees(), team=None).tokens == frozenset()
    assert in_group("RED", Circle.PUBLIC, GROUP, named=()).tokens == frozenset()


@given(label=labels, more=token_sets)
def test_pub_absorbs_all_and_mem_all_but_pub(label: str, more: frozenset[str]) -> None:
    assert audience(label, more | {"pub"}) == Audience(frozenset({"pub"}), Partition.PUBLIC)
    narrower = more - {"pub"}
    assert audience(label, narrower | {"mem"}) == Audience(frozenset({"mem"}), Partition.NETWORK)
    others = narrower - {"mem"}
    assert audience(label, others).tokens == others


@given(label=labels, tokens=token_sets)
def test_the_partition_follows_from_who_reads_and_from_the_label(
    label: str, tokens: frozenset[str]
) -> None:
    strict = label in ("RED", "AMBER+STRICT")
    if "pub" in tokens:
        expected = 0
    elif "mem" in tokens:
        expected = 1
    else:
        expected = 3 if strict else 2
    assert audience(label, tokens).partition == expected


@given(one=token_sets, other=token_sets, label=labels, second=labels)
def test_a_digest_names_one_audience(
    one: frozenset[str], other: frozenset[str], label: str, second: str
) -> None:
    here, there = audience(label, one), audience(second, other)
    assert (here.digest == there.digest) == (here == there)


def test_the_digest_does_not_change_with_the_code() -> None:
    """It is stored: the first migration writes the same ones, and old rows are found by it."""
    stored = audience("AMBER", ["org:2", "grp:1"])
    assert stored.digest == sha256(b"2 grp:1 org:2").hexdigest()


def _reach(label: str, circle: Circle) -> int:
    """0 the named, 1 the group, 2 the network, 3 everybody."""
    tokens = in_group(label, circle, GROUP, NAMED).tokens
    return {"pub": 3, "mem": 2, "grp:5": 1}.get(min(tokens), 0)


@given(circle=st.sampled_from(Circle), label=labels)
def test_a_label_restricts_and_never_grants(circle: Circle, label: str) -> None:
    """Whatever the label, nobody reads who would not read the same thing under CLEAR."""
    milder = [other for other in Label if other.rank <= Label(label).rank]
    assert all(_reach(other, circle) >= _reach(label, circle) for other in milder)


def test_a_seat_token_is_no_membership() -> None:
    assert groups_among({"grp:4", "seat:7:8", "org:9", "mem"}) == {4}
