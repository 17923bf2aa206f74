"""Pages of people cost the same number of queries for a few rows and for many."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.models import GroupSeat
from community.people.accepting import introduce
from tests import factories as make
from tests.conftest import ClientOf

from .stage import Stage, seat


def queries(client: Client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(page).status_code == 200
    return len(seen)


@pytest.mark.parametrize("what", ["people", "reconfirm", "team", "group", "cases"])
def test_more_rows_cost_no_more_queries(what: str, stage: Stage, client_of: ClientOf) -> None:
    uid = stage.organisation.uid
    room, desk = make.group(), make.team(stage.organisation)
    make.join(stage.administrator, room, GroupSeat.Role.CHAIR)
    pages = {
        "people": f"/en/organisations/{uid}/people/",
        "reconfirm": f"/en/organisations/{uid}/people/reconfirm/",
        "team": f"/en/teams/{desk.uid}/people/",
        "group": f"/en/groups/{room.uid}/people/",
        "cases": "/en/office/people/",
    }
    who = stage.office[0] if what == "cases" else stage.administrator
    client = client_of(who)
    add(stage, 2)
    few = queries(client, pages[what])
    add(stage, 15)
    for other in stage.organisation.seats.exclude(person=stage.administrator):
        if other.person.standing_until:
            make.join(other.person, room)
    assert queries(client, pages[what]) == few


def add(stage: Stage, number: int) -> None:
    for _each in range(number):
        make.member(stage.organisation)
        introduce(seat(make.member(stage.organisation, state="applicant")), by=stage.administrator)
