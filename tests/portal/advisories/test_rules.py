"""Who may do what at a desk. Four eyes has no exception."""

import pytest

from community.access.policy import ask
from community.access.viewer import ANONYMOUS
from community.readers import viewer_for
from portal.advisories import drafting
from tests import factories as make
from tests.portal.advisories.desk import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_only_authors_of_a_publishing_team_start(desk: Desk) -> None:
    other = Desk()
    assert ask(viewer_for(desk.author), "advisory.start", desk.team)
    for person in (desk.reviewer, desk.publisher, other.author):
        assert not ask(viewer_for(person), "advisory.start", desk.team)
    assert not ask(ANONYMOUS, "advisory.start", desk.team)
    desk.team.publishes = False
    assert not ask(viewer_for(desk.author), "advisory.start", desk.team)


def test_every_step_needs_its_duty_and_its_state(desk: Desk) -> None:
    allowed = {}
    advisory = desk.draft()
    people = {"author": desk.author, "reviewer": desk.reviewer, "publisher": desk.publisher}
    acts = ("write", "submit", "approve", "return", "release", "withdraw", "raise")

    def look(state: str) -> None:
        advisory.refresh_from_db()
        allowed[state] = {
            f"{name}:{act}"
            for name, person in people.items()
            for act in acts
            if ask(viewer_for(person), f"advisory.{act}", advisory)
        }

    look("draft")
    drafting.submit(advisory, by=desk.by(desk.author))
    look("in review")
    drafting.approve(advisory, by=desk.by(desk.reviewer))
    look("approved")
    desk.release(advisory)
    look("released")
    assert allowed == {
        "draft": {"author:write", "author:submit"},
        "in review": {"author:write", "reviewer:approve", "reviewer:return"},
        "approved": {"author:write", "reviewer:return", "publisher:release"},
        "released": {"author:write", "publisher:withdraw", "publisher:raise"},
    }


def test_no_other_desk_does_anything(desk: Desk) -> None:
    other, advisory = Desk(), desk.draft()
    for person in (other.author, other.reviewer, other.publisher, make.member()):
        for act in ("write", "submit", "approve", "return", "release", "withdraw", "raise"):
            assert not ask(viewer_for(person), f"advisory.{act}", advisory)


def test_who_wrote_does_not_approve_even_as_the_second_writer(desk: Desk) -> None:
    advisory = desk.edit(desk.draft(), "CLEAR", desk.second, title="Druga ruka")
    drafting.submit(advisory, by=desk.by(desk.author))
    advisory.refresh_from_db()
    decision = ask(viewer_for(desk.second), "advisory.approve", advisory)
    assert not decision
    assert "wrote" in str(decision.reason)
    assert ask(viewer_for(desk.reviewer), "advisory.approve", advisory)


def test_who_wrote_the_last_version_may_approve_the_next_one(desk: Desk) -> None:
    advisory = desk.edit(desk.draft(), "CLEAR", desk.second, title="Druga ruka")
    desk.release(desk.approve(advisory))
    desk.edit(advisory, "CLEAR", title="Novo")
    drafting.submit(advisory, by=desk.by(desk.author))
    advisory.refresh_from_db()
    assert ask(viewer_for(desk.second), "advisory.approve", advisory)
    assert not ask(viewer_for(desk.author), "advisory.approve", advisory)


def test_a_superuser_may_nothing_for_being_one(desk: Desk) -> None:
    root = make.member(is_superuser=True, is_staff=True)
    assert not ask(viewer_for(root), "advisory.start", desk.team)
    assert not ask(viewer_for(root), "advisory.write", desk.draft())
