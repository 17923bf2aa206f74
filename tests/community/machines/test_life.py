"""When a token works and when it does not: asked at each use, whatever the rows say."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from community import membership
from community.audit.models import Entry
from community.machines.keeping import revoke_token
from community.machines.models import Token
from community.models import Group, Organisation, Person, Seat
from tests import factories as make

from .machines import administrator, machine, maker_of, token

pytestmark = pytest.mark.django_db
WHOAMI = "/api/v1/whoami"


@dataclass
class Scene:
    """A token that works, with everything on which it hangs."""

    firm: Organisation
    boss: Person
    group: Group
    token: Token
    client: Client


@pytest.fixture
def scene(frozen: time_machine.Traveller) -> Scene:
    firm = make.organisation("Firm", active_until=timezone.now() + timedelta(days=60))
    boss = administrator(firm)
    group = make.group("Energy")
    make.join(boss, group)
    made = token(firm, boss, groups=[group])
    return Scene(firm, boss, group, made.token, machine(made.text))


def _seat(scene: Scene) -> Seat:
    return scene.boss.seats.get(organisation=scene.firm)


ENDS: dict[str, Callable[[Scene], object]] = {
    "revoked": lambda s: revoke_token(s.token, by=maker_of(s.boss)),
    "seat ended": lambda s: membership.end_seat(_seat(s), by=make.SETUP),
    "maker suspended": lambda s: membership.set_person_state(s.boss, "suspended", by=make.SETUP),
    "organisation suspended": lambda s: membership.set_organisation_state(
        s.firm, "suspended", by=make.SETUP
    ),
    "account closed": lambda s: Person.objects.filter(pk=s.boss.pk).update(is_active=False),
    "standing lost": lambda s: Person.objects.filter(pk=s.boss.pk).update(standing_until=None),
}


@pytest.mark.parametrize("name", ENDS)
def test_it_ends_with_what_it_hangs_on(scene: Scene, name: str) -> None:
    assert scene.client.get(WHOAMI).status_code == 200
    ENDS[name](scene)
    assert scene.client.get(WHOAMI).status_code == 401


def test_it_ends_at_its_date_and_at_the_organisations(
    scene: Scene, frozen: time_machine.Traveller
) -> None:
    frozen.shift(timedelta(days=61))
    assert scene.client.get(WHOAMI).status_code == 401, "the organisation's time is over"
    Organisation.objects.filter(pk=scene.firm.pk).update(active_until=None)
    membership.refresh(scene.boss)
    assert scene.client.get(WHOAMI).status_code == 200
    frozen.shift(timedelta(days=30))
    assert scene.client.get(WHOAMI).status_code == 401, "ninety days are over"


def test_a_seat_elsewhere_does_not_keep_it_alive(scene: Scene) -> None:
    membership.seat_person(scene.boss, make.organisation(), by=make.SETUP, since=make.LONG_AGO)
    _seat_row = _seat(scene)
    Seat.objects.filter(pk=_seat_row.pk).update(until=timezone.now())
    membership.refresh(scene.boss)
    assert scene.client.get(WHOAMI).status_code == 401


def test_who_comes_back_does_not_bring_the_old_token_back(scene: Scene) -> None:
    membership.end_seat(_seat(scene), by=make.SETUP)
    scene.token.refresh_from_db()
    assert scene.token.ended_by == Token.Ended.MEMBERSHIP
    membership.seat_person(scene.boss, scene.firm, by=make.SETUP)
    assert scene.client.get(WHOAMI).status_code == 401


def test_leaving_another_organisation_ends_nothing(scene: Scene) -> None:
    other = make.organisation()
    seat = membership.seat_person(scene.boss, other, by=make.SETUP, since=make.LONG_AGO)
    membership.end_seat(seat, by=make.SETUP)
    assert scene.client.get(WHOAMI).status_code == 200


def test_a_group_its_maker_left_is_gone_and_the_rest_stays(scene: Scene) -> None:
    named = [{"uid": str(scene.group.uid), "name": "Energy"}]
    assert scene.client.get(WHOAMI).json()["groups"] == named
    row = _seat(scene).group_seats.get()
    membership.leave_group(row, by=make.SETUP)
    assert scene.client.get(WHOAMI).json()["groups"] == []


def test_the_last_use_is_written_once_a_minute(
    scene: Scene, frozen: time_machine.Traveller
) -> None:
    def used() -> object:
        scene.token.refresh_from_db()
        return scene.token.last_used_at

    assert used() is None
    scene.client.get(WHOAMI)
    first = used()
    assert first == timezone.now()
    frozen.shift(59)
    scene.client.get(WHOAMI)
    assert used() == first
    frozen.shift(1)
    scene.client.get(WHOAMI)
    assert used() == timezone.now()


def test_a_token_that_ended_is_logged_with_the_reason_and_answered_like_an_unknown_one(
    scene: Scene,
) -> None:
    revoke_token(scene.token, by=maker_of(scene.boss))
    ended = scene.client.get(WHOAMI)
    unknown = machine(f"mreza_{'0' * 12}_{'A' * 43}").get(WHOAMI)
    assert (ended.status_code, ended.content) == (401, unknown.content)
    assert dict(ended.headers) == dict(unknown.headers)
    rows = Entry.objects.filter(verb="refused:token.use").order_by("seq")
    assert [(row.uid, json.loads(row.details)["reason"]) for row in rows] == [
        (str(scene.token.uid), "revoked"),
        ("-", "unknown"),
    ]
