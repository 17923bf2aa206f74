"""Accounts nobody uses: told, asleep, told again, woken; on a moved clock."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session

from community import membership
from community.access.policy import Refused
from community.models import Person, Seat
from community.people import dormancy, tasks
from community.people.models import Sleep
from community.queues.models import Item
from community.readers import viewer_for
from tests import factories as make
from tests.conftest import MOMENT, ClientOf

from .stage import Stage, fresh, mails_to

DAY = timedelta(days=1)
AFTER, NOTICE = 180 * DAY, 14 * DAY


@pytest.fixture(autouse=True)
def _seen(stage: Stage, frozen: time_machine.Traveller) -> None:
    Person.objects.update(seen_at=MOMENT + 1000 * DAY)
    Person.objects.filter(pk=stage.member.pk).update(seen_at=MOMENT)


def run_clock(frozen: time_machine.Traveller, when: timedelta) -> None:
    frozen.move_to(MOMENT + when)
    tasks.put_to_sleep({})


def subjects(person: Person) -> list[str]:
    return [mail.subject for mail in mails_to(person.email)]


def asleep(stage: Stage, frozen: time_machine.Traveller) -> None:
    run_clock(frozen, AFTER - NOTICE)
    run_clock(frozen, AFTER)


def test_told_before_and_when_asleep(stage: Stage, frozen: time_machine.Traveller) -> None:
    run_clock(frozen, AFTER - NOTICE - DAY)
    assert subjects(stage.member) == []
    for _twice in range(2):
        run_clock(frozen, AFTER - NOTICE)
    assert subjects(stage.member) == ["Your account will fall asleep"]
    assert viewer_for(fresh(stage.member)).is_member
    for _twice in range(2):
        run_clock(frozen, AFTER)
    assert subjects(stage.member)[1:] == ["Your account is asleep"]
    assert fresh(stage.member).state == Person.State.DORMANT
    assert viewer_for(fresh(stage.member)).tokens == {"pub"}
    assert fresh(stage.administrator).state == Person.State.VETTED


def test_nobody_falls_asleep_untold(stage: Stage, frozen: time_machine.Traveller) -> None:
    """A worker that stood still for months tells first and waits."""
    run_clock(frozen, AFTER + 100 * DAY)
    assert fresh(stage.member).state == Person.State.VETTED
    run_clock(frozen, AFTER + 100 * DAY + NOTICE)
    assert fresh(stage.member).state == Person.State.DORMANT


def test_a_login_keeps_awake(
    stage: Stage, frozen: time_machine.Traveller, client_of: ClientOf
) -> None:
    run_clock(frozen, AFTER - NOTICE)
    client_of(stage.member)
    assert fresh(stage.member).seen_at.date() == (MOMENT + AFTER - NOTICE).date()
    assert not Sleep.objects.exists()
    run_clock(frozen, AFTER)
    assert fresh(stage.member).state == Person.State.VETTED


def test_sessions_end_with_the_sleep(
    stage: Stage, frozen: time_machine.Traveller, client_of: ClientOf
) -> None:
    key = client_of(stage.member).session.session_key
    Person.objects.filter(pk=stage.member.pk).update(seen_at=MOMENT)
    asleep(stage, frozen)
    assert not Session.objects.filter(pk=key).exists()


def test_one_wakes_oneself_within_a_year(
    stage: Stage, frozen: time_machine.Traveller, client_of: ClientOf
) -> None:
    asleep(stage, frozen)
    Seat.objects.update(confirmed_at=MOMENT + AFTER)
    frozen.move_to(MOMENT + AFTER + 100 * DAY)
    client = client_of(stage.member)
    assert client.get("/en/directory/").status_code in (200, 404)
    assert not viewer_for(fresh(stage.member)).is_member, "a login alone wakes nobody"
    assert "Wake it up" in client.get("/en/me/wake/").text
    client.post("/en/me/wake/")
    assert viewer_for(fresh(stage.member)).is_member
    assert subjects(stage.member)[-1] == "Your account is awake again"


def test_waking_asks_for_a_factor_shown_lately(
    stage: Stage, frozen: time_machine.Traveller, client_of: ClientOf
) -> None:
    asleep(stage, frozen)
    client = client_of(stage.member)
    frozen.shift(timedelta(minutes=10))
    answer = client.post("/en/me/wake/")
    assert "/reauthenticate/" in answer.headers["Location"]
    assert fresh(stage.member).state == Person.State.DORMANT


@pytest.mark.parametrize("why", ["a year", "not confirmed"])
def test_else_the_secretariat_is_asked(
    why: str, stage: Stage, frozen: time_machine.Traveller
) -> None:
    asleep(stage, frozen)
    later = 365 * DAY if why == "a year" else DAY
    frozen.shift(later)
    if why == "a year":
        Seat.objects.update(confirmed_at=MOMENT + AFTER + later)
    for _twice in range(2):
        assert dormancy.wake(fresh(stage.member)) is False
    item = Item.objects.get(queue="waking", closed_at=None)
    assert item.thing_uid == stage.member.uid
    with pytest.raises(Refused):
        dormancy.wake_for(stage.member, by=stage.act(stage.administrator))
    dormancy.wake_for(stage.member, by=stage.act(stage.office[0]))
    assert viewer_for(fresh(stage.member)).is_member
    assert not Item.objects.filter(queue="waking", closed_at=None).exists()


def test_the_secretariat_wakes_nobody_who_has_not_asked(
    stage: Stage, frozen: time_machine.Traveller
) -> None:
    asleep(stage, frozen)
    with pytest.raises(Refused):
        dormancy.wake_for(stage.member, by=stage.act(stage.office[0]))


def test_only_a_sleeper_wakes(stage: Stage) -> None:
    who = make.member()
    membership.set_person_state(who, Person.State.SUSPENDED, by=make.SETUP)
    with pytest.raises(Refused):
        dormancy.wake(fresh(who))
    assert fresh(who).state == Person.State.SUSPENDED


def test_the_day_is_written_once_a_day(stage: Stage) -> None:
    who = make.member()
    dormancy.note_seen(who, MOMENT)
    dormancy.note_seen(who, MOMENT + timedelta(hours=3))
    assert fresh(who).seen_at == MOMENT.replace(hour=0)


def test_an_organisation_whose_only_administrator_sleeps_waits(
    stage: Stage, frozen: time_machine.Traveller
) -> None:
    Person.objects.filter(pk=stage.administrator.pk).update(seen_at=MOMENT)
    asleep(stage, frozen)
    item = Item.objects.get(queue="no-administrator", closed_at=None)
    assert item.thing_uid == stage.organisation.uid
