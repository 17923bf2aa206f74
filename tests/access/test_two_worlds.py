"""Noninterference: what one may not read changes nothing of what one sees.

Two worlds differ only in things an outsider may not read. On every address of ours, as every
role, he gets the same bytes, order, headers and counts. The hidden things are made last, so
that they are also the newest, which lists would show first.
"""

import pytest
import time_machine

from . import crawling
from .cast import PLANTED, Network, base, for_members, restricted
from .crawling import Answer, walk

pytestmark = pytest.mark.django_db

# Who has no standing reads as a visitor does.
OUTSIDE = ["anonymous", "password_only", "applicant", "lapsed", "superuser"]


@pytest.fixture
def net(frozen: time_machine.Traveller) -> Network:
    return base()


def hidden_like(net: Network, kinds: dict[str, int]) -> None:
    """As many unknown uids as there will be hidden things."""
    net.hidden = {kind: [crawling.UNKNOWN] * number for kind, number in kinds.items()}


def compare(
    before: dict[tuple[str, str, str], Answer], after: dict[tuple[str, str, str], Answer]
) -> None:
    told = [key for key in before if before[key] != after[key]]
    lines = [
        f"{role} {method} {url}: {_difference(before, after, (role, method, url))}"
        for role, method, url in told[:10]
    ]
    assert not told, f"{len(told)} answers tell of hidden things:\n" + "\n".join(lines)


def _difference(
    before: dict[tuple[str, str, str], Answer],
    after: dict[tuple[str, str, str], Answer],
    key: tuple[str, str, str],
) -> str:
    one, two = before[key], after[key]
    if one.status != two.status:
        return f"status {one.status} and {two.status}"
    if one.headers != two.headers:
        return f"headers {set(one.headers) ^ set(two.headers)}"
    place = next(
        (n for n, (a, b) in enumerate(zip(one.body, two.body, strict=False)) if a != b),
        min(len(one.body), len(two.body)),
    )
    return f"{one.body[place - 60 : place + 60]!r} and {two.body[place - 60 : place + 60]!r}"


def two_worlds(net: Network, roles: list[str], hide: object) -> None:
    """Walks without, adds what `hide` adds, walks with, compares; nothing planted is shown."""
    net.hidden = {kind: [] for kind in net.open}
    before = walk(net, roles, there=False)
    absent = {kind: walk_absent(net, roles, kind) for kind in net.open}
    hide(net)  # type: ignore[operator]
    after = walk(net, roles, there=True)
    open_after = {key: answer for key, answer in after.items() if key in before}
    assert open_after.keys() == before.keys()
    compare(before, open_after)
    hidden_answers = {key: answer for key, answer in after.items() if key not in before}
    assert hidden_answers
    for (role, method, url), answer in hidden_answers.items():
        expected = absent_like(absent, role, method, url, net)
        assert answer == expected, f"{role} {method} {url} is not as if it were not there"
    for key, answer in after.items():
        for word in PLANTED:
            asked = word.encode() in key[2].encode()
            assert asked or word.encode() not in answer.body, f"{key} shows {word}"


def walk_absent(net: Network, roles: list[str], kind: str) -> dict[tuple[str, str, str], Answer]:
    """The answers for a thing of `kind` that is not there."""
    opened = net.open
    net.open = {other: [] for other in opened}
    net.hidden = {other: [crawling.UNKNOWN] if other == kind else [] for other in opened}
    try:
        return walk(net, roles, there=False, hidden_only=True)
    finally:
        net.open = opened
        net.hidden = {other: [] for other in opened}


def absent_like(
    absent: dict[str, dict[tuple[str, str, str], Answer]],
    role: str,
    method: str,
    url: str,
    net: Network,
) -> Answer:
    """The answer for the same address with a uid that names nothing."""
    for kind, uids in net.hidden.items():
        for uid in uids:
            if str(uid) in url:
                key = (role, method, url.replace(str(uid), str(crawling.UNKNOWN)))
                return absent[kind][key]
    raise AssertionError(f"{url} names no hidden thing")


def test_what_ghosts_read_changes_nothing_for_anybody_else(net: Network) -> None:
    two_worlds(net, list(net.clients), restricted)


def test_what_members_read_changes_nothing_for_who_has_no_standing(net: Network) -> None:
    two_worlds(net, OUTSIDE, for_members)
