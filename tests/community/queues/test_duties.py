"""The secretariat's queues on the member home: what this person may decide, nothing else."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID, uuid4

import pytest

from community.access.viewer import Viewer
from community.duties import Duty, duties_of
from community.models import Person
from community.queues import keeping, registry
from community.queues.registry import Shown
from tests import factories as make
from tests.community.joining.cases import secretary, viewer

pytestmark = pytest.mark.django_db
NAME = "tests.duties"
barred: dict[int, str] = {}


def _show(_viewer: Viewer, uids: Sequence[UUID]) -> Mapping[UUID, Shown]:
    return {uid: Shown("Trial", "/en/", "Look", barred) for uid in uids}


@pytest.fixture(autouse=True)
def trial() -> Iterator[None]:
    registry.register_queue(NAME, "Trials", _show)
    yield
    del registry._queues[NAME]
    barred.clear()


def _of(who: Person) -> list[Duty]:
    return [duty for duty in duties_of(viewer(who), who) if f"queue={NAME}" in duty.url]


def test_a_queue_is_one_line_with_its_number() -> None:
    one = secretary()
    assert _of(one) == []
    for _number in range(2):
        keeping.put(NAME, "trial", uuid4(), role="secretariat")
    (duty,) = _of(one)
    assert (duty.title, duty.lane, duty.note) == ("Trials", "do", "2 wait")
    assert _of(make.member()) == []


def test_what_another_looks_after_or_one_may_not_decide_is_left_out() -> None:
    one, other = secretary(), secretary()
    item = keeping.put(NAME, "trial", uuid4(), role="secretariat")
    keeping.hand_to(item, other)
    assert _of(one) == []
    assert len(_of(other)) == 1
    barred[other.pk] = "You proposed it."
    assert _of(other) == []


def test_what_waits_for_another_role_is_told_by_its_slice() -> None:
    one = secretary()
    keeping.put(NAME, "trial", uuid4(), role="trustee")
    assert _of(one) == []
