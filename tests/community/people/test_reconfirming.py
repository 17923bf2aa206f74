"""Every quarter an organisation says who is still there; silence takes nobody's access."""

from datetime import timedelta

import pytest
import time_machine

from community import membership
from community.access.policy import Refused
from community.duties import duties_of
from community.models import Person, Seat
from community.people import reconfirming, tasks
from community.queues.models import Item
from community.readers import viewer_for
from tests import factories as make
from tests.conftest import MOMENT, ClientOf

from .stage import Stage, fresh, seat

QUARTER = timedelta(days=91)


@pytest.fixture(autouse=True)
def _confirmed(stage: Stage, frozen: time_machine.Traveller) -> None:
    """Everybody was confirmed today."""
    Seat.objects.update(confirmed_at=MOMENT)


def waiting() -> dict[str, str]:
    return dict(Item.objects.filter(closed_at=None).values_list("queue", "role"))


def test_nothing_waits_within_a_quarter(frozen: time_machine.Traveller) -> None:
    frozen.shift(QUARTER - timedelta(seconds=1))
    tasks.ask_for_confirmation({})
    assert not waiting()


def test_after_a_quarter_the_administrators_are_asked(
    stage: Stage, frozen: time_machine.Traveller
) -> None:
    Seat.objects.exclude(organisation=stage.organisation).update(
        confirmed_at=MOMENT + timedelta(days=30)
    )
    frozen.shift(QUARTER)
    tasks.ask_for_confirmation({})
    tasks.ask_for_confirmation({})
    assert waiting() == {"reconfirm": f"administrator:{stage.organisation.pk}"}
    titles = [
        d.title for d in duties_of(viewer_for(fresh(stage.administrator)), stage.admin.person)
    ]
    assert "Who still works for Hidrodrina?" in titles


def test_after_two_quarters_the_secretariat_is_asked_and_nobody_lost_access(
    stage: Stage, frozen: time_machine.Traveller
) -> None:
    Seat.objects.exclude(organisation=stage.organisation).update(confirmed_at=MOMENT + 2 * QUARTER)
    frozen.shift(2 * QUARTER)
    tasks.ask_for_confirmation({})
    assert waiting()["reconfirm-office"] == "secretariat"
    assert viewer_for(fresh(stage.member)).is_member


def test_answering_confirms_and_ends_seats(
    stage: Stage, client_of: ClientOf, frozen: time_machine.Traveller
) -> None:
    leaver = make.member(stage.organisation, name="Otišla")
    frozen.shift(QUARTER)
    tasks.ask_for_confirmation({})
    client = client_of(stage.administrator)
    page = f"/en/organisations/{stage.organisation.uid}/people/reconfirm/"
    assert "Otišla" in client.get(page).text
    said = {
        f"said-{stage.member.uid}": "here",
        f"said-{stage.administrator.uid}": "here",
        f"said-{leaver.uid}": "left",
    }
    assert client.post(page, said).status_code == 302
    assert seat(stage.member).confirmed_at == MOMENT + QUARTER
    assert fresh(leaver).state == Person.State.LEFT
    own = f"administrator:{stage.organisation.pk}"
    assert not Item.objects.filter(role=own, closed_at=None).exists()
    stage.organisation.refresh_from_db()
    assert stage.organisation.reconfirmed_at == MOMENT + QUARTER


def test_an_answer_for_some_leaves_the_rest_waiting(
    stage: Stage, frozen: time_machine.Traveller
) -> None:
    frozen.shift(QUARTER)
    tasks.ask_for_confirmation({})
    said = {str(stage.member.uid): "here"}
    assert reconfirming.answer(stage.organisation, said, by=stage.admin) == 1
    assert Item.objects.filter(thing_uid=stage.organisation.uid, closed_at=None).exists()


def test_another_administrator_confirms_oneself_where_there_is_one(stage: Stage) -> None:
    said = {str(stage.administrator.uid): "here"}
    assert reconfirming.answer(stage.organisation, said, by=stage.admin) == 1, "the only one"
    membership.set_seat_role(seat(stage.member), "administrator", by=make.SETUP)
    with pytest.raises(Refused):
        reconfirming.answer(stage.organisation, said, by=stage.admin)
    assert reconfirming.answer(stage.organisation, said, by=stage.act(stage.member)) == 1


def test_members_and_strangers_say_nothing(stage: Stage, client_of: ClientOf) -> None:
    page = f"/en/organisations/{stage.organisation.uid}/people/reconfirm/"
    other = make.member(role=Seat.Role.ADMINISTRATOR)
    for who in (stage.member, other):
        assert client_of(who).get(page).status_code == 404
        with pytest.raises(Refused):
            reconfirming.answer(stage.organisation, {}, by=stage.act(who))
    assert client_of(stage.office[0]).get(page).status_code == 200


def test_saying_nothing_is_told_and_notes_nothing(stage: Stage, client_of: ClientOf) -> None:
    page = f"/en/organisations/{stage.organisation.uid}/people/reconfirm/"
    before = seat(stage.member).confirmed_at
    answer = client_of(stage.administrator).post(page, {f"said-{stage.member.uid}": ""})
    assert answer.status_code == 422
    assert "Nothing was noted" in answer.content.decode()
    assert seat(stage.member).confirmed_at == before
