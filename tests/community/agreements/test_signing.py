"""Who signs what, for whom; what opens with it at once."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from community import membership
from community.access.policy import Refused
from community.agreements.asking import asks_of
from community.agreements.signing import NoLongerNewest, sign
from community.models import Acceptance, Agreement, Person, Seat
from community.readers import viewer_for
from tests import factories as make
from tests.conftest import ClientOf
from tests.logging_in import log_in

from .texts import agreement, publish

pytestmark = pytest.mark.django_db
OWN = "/en/me/agreements/"


def address(of: Agreement) -> str:
    return f"{OWN}{of.uid}/"


def typed(who: Person, version: int, **more: str) -> dict[str, str]:
    return {"name": who.name, "agreed": "on", "version": str(version)} | more


def test_a_vetted_person_without_standing_signs_and_stands_at_once(client_of: ClientOf) -> None:
    asked = agreement("quiet")
    who = make.member()
    client = client_of(who)
    assert not viewer_for(who).is_member
    page = client.get(OWN)
    assert "closed until it is signed" in page.content.decode()
    answer = client.post(address(asked), typed(who, 1))
    assert (answer.status_code, answer["Location"]) == (302, OWN)
    who.refresh_from_db()
    assert viewer_for(who).is_member
    row = Acceptance.objects.get()
    assert (row.person, row.organisation, row.version.number) == (who, None, 1)


def test_the_administrator_signs_for_the_organisation_and_everybody_in_it_stands(
    client_of: ClientOf,
) -> None:
    asked = agreement("quiet", "organisation")
    house = make.organisation()
    chief = make.member(house, role=Seat.Role.ADMINISTRATOR)
    other = make.member(house)
    refused = client_of(other).post(address(asked), typed(other, 1))
    assert refused["Location"] == OWN
    assert not Acceptance.objects.exists()
    client_of(chief).post(address(asked), typed(chief, 1, on_behalf_of=str(house.uid)))
    row = Acceptance.objects.get()
    assert (row.person, row.organisation) == (chief, house)
    for person in (chief, other):
        person.refresh_from_db()
        assert viewer_for(person).is_member


def test_nobody_signs_for_an_organisation_that_is_not_theirs(client_of: ClientOf) -> None:
    asked = agreement("quiet", "organisation")
    chief = make.member(role=Seat.Role.ADMINISTRATOR)
    foreign = make.organisation()
    with pytest.raises(Refused):
        sign(asked, 1, viewer=viewer_for(chief), organisation=foreign)
    answer = client_of(chief).post(address(asked), typed(chief, 1, on_behalf_of=str(foreign.uid)))
    assert answer.status_code == 422
    assert not Acceptance.objects.exists()


def test_a_double_click_is_one_signature(client_of: ClientOf) -> None:
    asked = agreement("quiet")
    who = make.member()
    client = client_of(who)
    for _click in range(2):
        assert client.post(address(asked), typed(who, 1))["Location"] == OWN
    viewer = viewer_for(who)
    assert sign(asked, 1, viewer=viewer) == sign(asked, 1, viewer=viewer)
    assert Acceptance.objects.count() == 1


def test_a_version_that_was_overtaken_cannot_be_signed(client_of: ClientOf) -> None:
    asked = agreement("quiet")
    who = make.member()
    publish(asked, 2)
    answer = client_of(who).post(address(asked), typed(who, 1))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "A newer version was published meanwhile" in page
    assert 'name="version" value="2"' in page
    assert who.name in page
    assert 'name="agreed" required id="id_agreed" checked' not in page
    with pytest.raises(NoLongerNewest):
        sign(asked, 1, viewer=viewer_for(who))
    assert not Acceptance.objects.exists()


def test_name_and_tick_are_asked_for_and_what_was_typed_stays(client_of: ClientOf) -> None:
    asked = agreement("quiet")
    who = make.member(name="Zora Nikolić")
    client = client_of(who)
    answer = client.post(address(asked), {"name": "Somebody Else", "version": "1"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Type your name as it stands on your account: Zora Nikolić." in page
    assert 'value="Somebody Else"' in page
    assert not Acceptance.objects.exists()
    client.post(address(asked), typed(who, 1, name="  zora   NIKOLIĆ "))
    assert Acceptance.objects.count() == 1


@pytest.mark.parametrize("state", ["applicant", "suspended"])
def test_who_is_not_vetted_signs_nothing(client_of: ClientOf, state: str) -> None:
    asked = agreement("quiet")
    who = make.member(state=state)
    client = client_of(who)
    assert "once the network has let you in" in client.get(address(asked)).content.decode()
    client.post(address(asked), typed(who, 1))
    with pytest.raises(Refused):
        sign(asked, 1, viewer=viewer_for(who))
    assert not Acceptance.objects.exists()
    assert asks_of(who) == []


def test_a_new_version_asks_by_a_date_and_then_closes_the_door(
    client_of: ClientOf, frozen: time_machine.Traveller
) -> None:
    asked = agreement("quiet")
    who = make.member()
    membership.accept(asked.versions.get(), person=who, by=make.SETUP)
    second = publish(asked, 2)
    membership.refresh(who)
    (ask,) = asks_of(who)
    assert (ask.accepted, ask.due) == (1, second.accept_by)
    assert "before 24 December 2026" in client_of(who).get(OWN).content.decode()
    frozen.shift(timedelta(days=29, hours=23))
    assert viewer_for(who).is_member
    frozen.shift(timedelta(hours=2))
    who.refresh_from_db()
    assert not viewer_for(who).is_member
    (ask,) = asks_of(who)
    assert ask.due is None


def test_an_open_session_reads_members_pages_no_longer_once_the_door_is_closed(
    client_of: ClientOf, frozen: time_machine.Traveller
) -> None:
    asked = agreement("quiet")
    who = make.member()
    group = make.group(circle="members")
    membership.accept(asked.versions.get(), person=who, by=make.SETUP)
    make.join(who, group)
    publish(asked, 2, accept_by=timezone.now() + timedelta(hours=1))
    membership.refresh(who)
    client = client_of(who)
    members = f"/en/groups/{group.uid}/members/"
    assert client.get(members).status_code == 200
    frozen.shift(timedelta(hours=1, seconds=1))
    assert client.get(members).status_code == 404
    assert client.get(OWN).status_code == 200
    client = log_in(Client(), who)  # the first login is too old for signing
    assert client.get(members).status_code == 404
    client.post(address(asked), typed(who, 2))
    assert client.get(members).status_code == 200


def test_each_language_is_shown_and_which_one_binds(client_of: ClientOf) -> None:
    asked = agreement("quiet")
    page = client_of(make.member()).get(address(asked)).content.decode()
    assert "I keep <em>quiet</em>" in page
    assert "Ћутим о <em>туђем</em>" in page
    assert page.index("I keep") < page.index("Ћутим о")
    assert page.count("This text binds.") == 1
    assert page.index("This text binds.") > page.index("I keep")


def test_an_old_session_is_asked_again_before_it_signs(
    client_of: ClientOf, frozen: time_machine.Traveller
) -> None:
    asked = agreement("quiet")
    who = make.member()
    client = client_of(who)
    frozen.shift(timedelta(minutes=10))
    answer = client.post(address(asked), typed(who, 1))
    assert answer.status_code == 302
    assert "/accounts/" in answer["Location"]
    assert not Acceptance.objects.exists()


def test_a_visitor_is_not_told_that_there_is_anything() -> None:
    asked = agreement("quiet")
    client = Client()
    assert client.get(OWN).status_code == 404
    assert client.get(address(asked)).status_code == 404
