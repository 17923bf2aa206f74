"""The pages: looking is free, acting is asked for freshly, and nothing typed is lost."""

import time
from datetime import timedelta

import time_machine
from django.test import Client
from django.utils import timezone

from community.models import Person
from community.privacy import erasing
from community.privacy.models import Erasure, Period
from community.privacy.reading import left_behind
from tests.conftest import ClientOf

from .stage import MAIL, NAME, Stage

PAGE, OFFICE = "/en/me/data/", "/en/office/privacy/"


def test_an_erasure_is_confirmed_by_typing_ones_address(stage: Stage, client_of: ClientOf) -> None:
    client = client_of(stage.person)
    wrong = client.post(PAGE, {"act": "erase", "address": "zdravka@elsewhere.example"})
    assert wrong.status_code == 422
    assert 'value="zdravka@elsewhere.example"' in wrong.content.decode()
    assert not Erasure.objects.exists()
    for _twice in range(2):
        client.post(PAGE, {"act": "erase", "address": f" {MAIL.upper()} "})
    assert Erasure.objects.get().state == "waiting"
    assert "Keep my account" in client.get(PAGE).content.decode()
    client.post(PAGE, {"act": "withdraw"})
    assert Erasure.objects.get().state == "withdrawn"
    assert "Erase my account" in client.get(PAGE).content.decode()


def test_acting_asks_for_a_fresh_login(stage: Stage, client_of: ClientOf) -> None:
    client = client_of(stage.person)
    with time_machine.travel(time.time() + 3600):
        assert client.get(PAGE).status_code == 200
        for act in ("copy", "erase", "withdraw"):
            answer = client.post(PAGE, {"act": act, "address": MAIL})
            assert answer.status_code == 302
            assert "reauthenticate" in answer.headers["Location"]
    assert not Erasure.objects.exists()


def test_an_unknown_act_is_not_there(stage: Stage, client_of: ClientOf) -> None:
    client = client_of(stage.person)
    assert client.post(PAGE, {"act": "withdraw"}).status_code == 404
    assert client.post(PAGE, {"act": "no-such-act"}).status_code == 404


def test_who_administers_alone_is_told_before(stage: Stage, client_of: ClientOf) -> None:
    assert left_behind(stage.person) == [
        "Administrator of Kuća, the only one: name another one first."
    ]
    assert left_behind(stage.reader) == []
    assert "the only one" in client_of(stage.person).get(PAGE).content.decode()


def test_two_of_the_office_erase_somebody_who_asked_by_letter(
    stage: Stage, client_of: ClientOf
) -> None:
    first, second = (client_of(one) for one in stage.office)
    page = f"{OFFICE}{stage.person.uid}/"
    assert first.post(page, {"act": "propose", "reason": ""}).status_code == 422
    first.post(page, {"act": "propose", "reason": "A signed letter, called back."})
    own = first.get(page).content.decode()
    assert "A second person decides" in own
    first.post(page, {"act": "confirm"})
    assert Erasure.objects.get().state == "proposed"
    assert NAME in second.get(OFFICE).content.decode()
    assert NAME in second.get("/en/office/queues/").content.decode()
    second.post(page, {"act": "confirm"})
    assert Erasure.objects.get().state == "waiting"
    erasing.carry_out_due(timezone.now() + timedelta(days=8))
    assert Person.objects.get(pk=stage.person.pk).state == "erased"
    assert NAME not in second.get(page).content.decode()


def test_the_office_sets_periods_within_their_bounds(stage: Stage, client_of: ClientOf) -> None:
    client = client_of(stage.office[0])
    form = client.get(OFFICE).context["form"]
    values = {name: field.initial for name, field in form.fields.items()}
    bad = client.post(OFFICE, values | {"mails": 3})
    assert bad.status_code == 422
    assert not Period.objects.exists()
    client.post(OFFICE, values | {"mails": 200})
    assert Period.objects.get().days == 200


def test_nobody_else_enters_the_office(stage: Stage, client_of: ClientOf, client: Client) -> None:
    for who in (client, client_of(stage.reader)):
        assert who.get(OFFICE).status_code == 404
        assert who.get(f"{OFFICE}{stage.person.uid}/").status_code == 404


def test_a_waiting_copy_and_a_waiting_erasure_stand_on_the_first_page(
    stage: Stage, client_of: ClientOf
) -> None:
    client = client_of(stage.person)
    client.post(PAGE, {"act": "copy"})
    assert "The copy of your data is ready" in client.get("/en/me/").content.decode()
    client.post(PAGE, {"act": "erase", "address": MAIL})
    assert "you can withdraw this" in client.get("/en/me/").content.decode()
