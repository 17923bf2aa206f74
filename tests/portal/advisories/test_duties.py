"""Advisories on the member home: to read for readers, to approve or release at the desk."""

import pytest

from community.duties import Duty, duties_of
from community.models import Person
from community.office import marks
from community.readers import viewer_for
from portal.advisories.audience import Recipients
from tests import factories as make

from .desk import Desk

pytestmark = pytest.mark.django_db


def lane(name: str, who: Person) -> list[Duty]:
    return [duty for duty in duties_of(viewer_for(who), who) if duty.lane == name]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_new_release_waits_to_be_read_until_marked(desk: Desk) -> None:
    release = desk.released("GREEN")
    reader = make.member()
    assert [(duty.title, duty.label) for duty in lane("read", reader)] == [(release.title, "GREEN")]
    marks.mark_read(reader, release.released_at)
    assert lane("read", reader) == []


def test_what_one_may_not_read_does_not_wait(desk: Desk) -> None:
    addressed = make.member()
    to = Recipients(organisations=(addressed.seats.get().organisation,))
    desk.released("AMBER", to=to)
    assert len(lane("read", addressed)) == 1
    assert lane("read", make.member()) == []
    assert lane("read", make.person()) == []


def test_a_submitted_text_waits_for_reviewers_and_not_for_its_author(desk: Desk) -> None:
    advisory = desk.draft()
    from portal.advisories import drafting

    assert lane("do", desk.reviewer) == []
    drafting.submit(advisory, by=desk.by(desk.author))
    assert [duty.note for duty in lane("do", desk.reviewer)] == ["to approve"]
    assert [duty.note for duty in lane("do", desk.second)] == ["to approve"]
    assert lane("do", desk.author) == lane("do", desk.publisher) == lane("do", make.member()) == []
    drafting.approve(advisory, by=desk.by(desk.reviewer))
    assert [duty.note for duty in lane("do", desk.publisher)] == ["to release"]
    assert lane("do", desk.reviewer) == []
