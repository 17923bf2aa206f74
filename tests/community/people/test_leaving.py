"""Leaving and being put out: everything ends in one transaction, or nothing does."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from community import endings, membership
from community.access.policy import Refused
from community.audit.models import Entry
from community.models import NetworkRole, Person, Seat, VettingCase
from community.people import leaving, measures
from community.people.accepting import introduce
from community.people.models import Measure
from community.queues.models import Item
from community.readers import viewer_for
from tests import factories as make
from tests.conftest import ClientOf

from .stage import Stage, fresh, mails_to, seat


@pytest.fixture
def failing() -> Iterator[None]:
    """An ending of some slice that cannot be carried out."""

    def fail(*_given: object) -> None:
        raise OSError("cannot end this")

    endings._endings["tests.failing"] = fail
    yield
    del endings._endings["tests.failing"]


def put_out(stage: Stage) -> None:
    leaving.end_seat(seat(stage.member), by=stage.admin)


def test_a_seat_ends_with_sessions_groups_and_desks(stage: Stage, client_of: ClientOf) -> None:
    room, desk = make.group(), make.team(stage.organisation)
    make.join(stage.member, room)
    make.put_on(desk, stage.member)
    key = client_of(stage.member).session.session_key
    put_out(stage)
    who = fresh(stage.member)
    assert not Session.objects.filter(pk=key).exists()
    assert viewer_for(who).tokens == {"pub"}
    assert not who.holdings.exists()
    assert who.state == Person.State.LEFT, "the last seat was the membership"
    assert "no longer" in mails_to(who.email)[-1].subject


def test_with_another_seat_one_stays_a_member(stage: Stage) -> None:
    other = make.organisation()
    membership.seat_person(stage.member, other, by=make.SETUP, since=make.LONG_AGO)
    leaving.end_seat(stage.member.seats.get(organisation=stage.organisation), by=stage.admin)
    who = fresh(stage.member)
    assert who.state == Person.State.VETTED
    assert f"org:{other.pk}" in viewer_for(who).tokens
    assert f"org:{stage.organisation.pk}" not in viewer_for(who).tokens


@pytest.mark.usefixtures("failing")
def test_an_ending_that_fails_takes_everything_back(stage: Stage, client_of: ClientOf) -> None:
    make.join(stage.member, room := make.group())
    key = client_of(stage.member).session.session_key
    entries = Entry.objects.count()
    with pytest.raises(OSError, match="cannot end"), transaction.atomic():
        put_out(stage)
    who = fresh(stage.member)
    assert Session.objects.filter(pk=key).exists()
    assert seat(who).until is None
    assert f"grp:{room.pk}" in viewer_for(who).tokens
    assert Entry.objects.count() == entries
    assert not mails_to(who.email)


def test_the_last_administrator_stays_until_the_secretariat_says_so(stage: Stage) -> None:
    own = seat(stage.administrator)
    with pytest.raises(Refused):
        leaving.leave_organisation(own, by=stage.admin)
    with pytest.raises(Refused):
        leaving.end_seat(own, by=stage.admin)
    leaving.end_seat(own, by=stage.act(stage.office[0]))
    item = Item.objects.get(closed_at=None)
    assert (item.queue, item.thing_uid) == ("no-administrator", stage.organisation.uid)


def test_one_leaves_by_oneself(stage: Stage, client_of: ClientOf) -> None:
    client = client_of(stage.member)
    uid = str(stage.organisation.uid)
    assert "Leave Hidrodrina?" in client.post("/en/me/leave/", {"leave": uid}).text
    assert fresh(stage.member).state == Person.State.VETTED, "it was only a question"
    answer = client.post("/en/me/leave/", {"leave": uid, "sure": "1"})
    assert "You have left" in answer.text
    assert fresh(stage.member).state == Person.State.LEFT
    assert client.get("/en/me/leave/").status_code in (302, 404)


def test_one_leaves_the_network_with_every_office(stage: Stage, client_of: ClientOf) -> None:
    who = stage.office[0]
    membership.seat_person(who, stage.organisation, by=make.SETUP, since=make.LONG_AGO)
    client_of(who).post("/en/me/leave/", {"leave": "network", "sure": "1"})
    assert not who.seats.filter(until=None).exists()
    assert not NetworkRole.objects.filter(person=who, until=None).exists()
    assert fresh(who).state == Person.State.LEFT


def test_the_last_administrator_may_leave_the_network_and_leaves_a_task(stage: Stage) -> None:
    leaving.leave_network(stage.administrator, by=stage.admin)
    assert Item.objects.get(closed_at=None).thing_uid == stage.organisation.uid


def test_a_seat_with_an_end_to_come_ends_too(stage: Stage) -> None:
    later = timezone.now() + timedelta(days=300)
    other = make.organisation()
    membership.seat_person(stage.member, other, by=make.SETUP, until=later)
    leaving.leave_network(stage.member, by=stage.act(stage.member))
    assert not stage.member.seats.exclude(until__lte=timezone.now()).exists()


def test_the_question_before_an_end_is_asked_of_administrators_only(
    stage: Stage, client_of: ClientOf
) -> None:
    page = f"/en/organisations/{stage.organisation.uid}/people/"
    data = {"act": "end", "person": str(stage.administrator.uid)}
    assert client_of(stage.member).post(page, data).status_code == 404
    data["person"] = str(stage.member.uid)
    assert "Does Mika no longer act" in client_of(stage.administrator).post(page, data).text


def test_nobody_leaves_for_another(stage: Stage) -> None:
    with pytest.raises(Refused):
        leaving.leave_organisation(seat(stage.member), by=stage.admin)
    with pytest.raises(Refused):
        leaving.leave_network(stage.member, by=stage.admin)


def test_what_waits_about_who_leaves_is_closed(stage: Stage) -> None:
    who = make.member(stage.organisation, state="applicant")
    case = introduce(seat(who), by=stage.administrator)
    assert case is not None
    leaving.end_seat(seat(who), by=stage.admin)
    case.refresh_from_db()
    assert case.state == VettingCase.State.WITHDRAWN


def test_only_administrators_of_the_organisation_end_seats(
    stage: Stage, client_of: ClientOf
) -> None:
    other = make.member(role=Seat.Role.ADMINISTRATOR)
    page = f"/en/organisations/{stage.organisation.uid}/people/end/"
    for who in (other, make.member(stage.organisation)):
        with pytest.raises(Refused):
            leaving.end_seat(seat(stage.member), by=stage.act(who))
        data = {"person": str(stage.member.uid)}
        assert client_of(who).post(page, data).status_code == 404
    assert seat(stage.member).until is None


# --- the secretariat ------------------------------------------------------------------------


def test_a_suspension_holds_at_once_and_a_second_person_lifts_it(
    stage: Stage, client_of: ClientOf
) -> None:
    key = client_of(stage.member).session.session_key
    one, other, _third = (stage.act(who) for who in stage.office)
    made = measures.suspend(stage.member, reason="lost laptop", by=one)
    assert not Session.objects.filter(pk=key).exists()
    assert viewer_for(fresh(stage.member)).tokens == {"pub"}
    with pytest.raises(Refused):
        measures.lift(made, by=one)
    measures.lift(made, by=other)
    assert viewer_for(fresh(stage.member)).is_member
    assert [m.subject for m in mails_to(stage.member.email)] == [
        "Your access is suspended",
        "Your access is open again",
    ]


def test_a_removal_waits_for_a_second_person(stage: Stage) -> None:
    one, other, _third = (stage.act(who) for who in stage.office)
    made = measures.ask_removal(stage.member, reason="breach of the code", by=one)
    assert viewer_for(fresh(stage.member)).is_member
    with pytest.raises(Refused):
        measures.confirm_removal(made, by=one)
    measures.confirm_removal(made, by=other)
    assert fresh(stage.member).state == Person.State.LEFT
    assert not stage.member.seats.filter(until=None).exists()
    assert not Item.objects.filter(queue="measures", closed_at=None).exists()


def test_a_removal_of_a_suspended_person_closes_the_suspension(stage: Stage) -> None:
    one, other, _third = (stage.act(who) for who in stage.office)
    measures.suspend(stage.member, reason="first", by=one)
    made = measures.ask_removal(stage.member, reason="then", by=one)
    measures.confirm_removal(made, by=other)
    assert not Measure.objects.filter(ended_at=None).exists()


def test_nobody_suspends_themselves_and_nobody_else_does(stage: Stage) -> None:
    with pytest.raises(Refused):
        measures.suspend(stage.office[0], reason="me", by=stage.act(stage.office[0]))
    for who in (stage.administrator, stage.member):
        with pytest.raises(Refused):
            measures.suspend(stage.office[0], reason="no", by=stage.act(who))


def test_an_applicant_is_not_vetted_by_suspending_and_lifting(stage: Stage) -> None:
    who = make.member(stage.organisation, state="applicant")
    with pytest.raises(Refused):
        measures.suspend(who, reason="a trick", by=stage.act(stage.office[0]))
    assert fresh(who).state == Person.State.APPLICANT


def test_the_page_of_a_person_takes_both_steps(stage: Stage, client_of: ClientOf) -> None:
    page = f"/en/office/people/{stage.member.uid}/"
    one, other = client_of(stage.office[0]), client_of(stage.office[1])
    assert "There is a problem" in one.post(page, {"act": "suspend", "reason": ""}).text
    one.post(page, {"act": "suspend", "reason": "lost laptop"})
    assert "A second person decides" in one.get(page).text
    uid = str(Measure.objects.get().uid)
    one.post(page, {"act": "lift", "measure": uid})
    assert fresh(stage.member).state == Person.State.SUSPENDED
    other.post(page, {"act": "lift", "measure": uid})
    assert fresh(stage.member).state == Person.State.VETTED
    assert one.post(page, {"act": "no-such-act"}).status_code == 404
