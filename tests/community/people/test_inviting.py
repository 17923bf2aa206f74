"""Invitations: by an administrator, once, for a time; telling nobody who has an account."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from community import membership
from community.access.policy import Refused
from community.models import Person, Seat, VettingCase
from community.people import accepting, inviting
from community.people.models import Invitation
from community.queues.models import Item
from community.readers import viewer_for
from community.rules import rules
from tests import factories as make
from tests.conftest import ClientOf

from .stage import Stage, fresh, link_to, mails_to

NEW = "nova@hidrodrina.example"
PHRASE = "a long phrase nobody has said"


def invite_page(stage: Stage) -> str:
    return f"/en/organisations/{stage.organisation.uid}/people/invite/"


def open_link(client: Client, address: str) -> str:
    """Follows the mailed link; the address bar then holds no secret."""
    response = client.get(link_to(address))
    assert response.status_code == 302
    return str(response.headers["Location"])


def make_account(client: Client, page: str, **data: str) -> object:
    return client.post(page, {"name": "Nova Novak", "password": PHRASE} | data)


def test_an_invitation_becomes_an_account_a_seat_and_a_case(
    stage: Stage, client_of: ClientOf
) -> None:
    client = client_of(stage.administrator)
    answer = client.post(invite_page(stage), {"email": NEW, "role": "member"})
    assert answer.status_code == 302
    visitor = Client()
    page = open_link(visitor, NEW)
    assert "Make an account" in visitor.get(page).text
    assert make_account(visitor, page).headers["Location"].startswith("/accounts/login/")
    person = Person.objects.get(email=NEW)
    assert person.state == Person.State.APPLICANT
    assert person.emailaddress_set.get().verified
    assert person.check_password(PHRASE)
    seat = person.seats.get()
    assert (seat.organisation, seat.role) == (stage.organisation, Seat.Role.MEMBER)
    assert not viewer_for(person).is_member, "the network has not spoken yet"
    case = VettingCase.objects.get(person=person)
    assert case.introduction.by == stage.administrator
    item = Item.objects.get(thing_uid=case.uid, closed_at=None)
    assert (item.queue, item.role) == ("people", "secretariat")


def test_the_link_works_once(stage: Stage) -> None:
    inviting.invite(stage.organisation, NEW, by=stage.admin)
    page = open_link(first := Client(), NEW)
    open_link(second := Client(), NEW)
    make_account(first, page)
    assert second.get(page).status_code == 404
    assert make_account(second, page).status_code == 404
    assert Person.objects.filter(email=NEW).count() == 1


@pytest.mark.parametrize("how", ["expired", "revoked", "foreign", "organisation gone"])
def test_a_link_that_opens_nothing_gives_one_friendly_page(
    how: str, stage: Stage, frozen: time_machine.Traveller
) -> None:
    made = inviting.invite(stage.organisation, NEW, by=stage.admin)
    open_link(visitor := Client(), NEW)
    if how == "expired":
        frozen.shift(timedelta(days=rules().invitation_days))
    elif how == "revoked":
        inviting.revoke(made, by=stage.admin)
    elif how == "organisation gone":
        membership.set_organisation_state(stage.organisation, "suspended", by=make.SETUP)
    else:
        visitor.get("/en/invitation/somebody-elses-secret/")
    answer = visitor.get("/en/invitation/")
    used = Client()
    used.get("/en/invitation/made-up/")
    other = used.get("/en/invitation/")
    assert answer.status_code == other.status_code == 404
    assert "This link opens nothing" in answer.text
    assert answer.content == other.content


def test_the_answer_is_the_same_whoever_has_the_address(stage: Stage, client_of: ClientOf) -> None:
    client = client_of(stage.administrator)
    elsewhere = make.member(email="elsewhere@x.example")
    gone = make.person(email="suspended@x.example", state=Person.State.SUSPENDED)
    answers, letters = [], []
    for address in ("nobody@x.example", elsewhere.email, gone.email):
        answer = client.post(invite_page(stage), {"email": address, "role": "member"})
        page = client.get(answer.headers["Location"]).text
        page = page[page.index("<main") : page.index("</main>")]
        answers.append((answer.status_code, "on its way to " + address in page))
        letters.append(len(mails_to(address)))
    assert answers == [(302, True)] * 3
    assert letters == [1, 1, 1]


def test_an_account_of_another_organisation_gets_a_second_seat(
    stage: Stage, client_of: ClientOf
) -> None:
    who = make.member(name="Two Hats")
    inviting.invite(stage.organisation, who.email, by=stage.admin)
    client = client_of(who)
    page = open_link(client, who.email)
    assert who.name in client.get(page).text
    assert client.post(page).status_code == 200
    held = viewer_for(fresh(who)).tokens
    assert f"org:{stage.organisation.pk}" in held
    assert not VettingCase.objects.filter(person=who).exists(), "vetted once is vetted"


def test_whom_the_address_does_not_belong_to_an_administrator_is_asked(
    stage: Stage, client_of: ClientOf
) -> None:
    """A link that was handed on seats nobody by itself."""
    inviting.invite(stage.organisation, NEW, by=stage.admin)
    stranger = make.member(name="Handed On")
    client = client_of(stranger)
    page = open_link(client, NEW)
    assert "confirms that it is you" in client.post(page).text
    assert not stranger.seats.filter(organisation=stage.organisation).exists()
    item = Item.objects.get(queue="people-organisation", closed_at=None)
    assert item.role == f"administrator:{stage.organisation.pk}"


def test_a_suspended_account_cannot_take_a_seat(stage: Stage, client_of: ClientOf) -> None:
    who = make.member(name="Shut Out")
    client = client_of(who)
    made = inviting.invite(stage.organisation, who.email, by=stage.admin)
    Person.objects.filter(pk=who.pk).update(state=Person.State.SUSPENDED)
    page = open_link(client, who.email)
    assert client.post(page).status_code == 404
    with pytest.raises(accepting.Unusable):
        accepting.accept(made, person=fresh(who))
    assert not who.seats.filter(organisation=stage.organisation).exists()


def test_the_address_of_somebody_erased_makes_a_new_account(stage: Stage) -> None:
    gone = make.person(email=NEW)
    Person.objects.filter(pk=gone.pk).update(
        email="erased@invalid.example", state=Person.State.ERASED, is_active=False
    )
    inviting.invite(stage.organisation, NEW, by=stage.admin)
    page = open_link(visitor := Client(), NEW)
    make_account(visitor, page)
    assert Person.objects.get(email=NEW).pk != gone.pk


def test_who_left_the_network_is_vetted_again(stage: Stage, client_of: ClientOf) -> None:
    who = make.member(name="Back Again")
    membership.end_seat(who.seats.get(), by=make.SETUP)
    membership.set_person_state(who, Person.State.LEFT, by=make.SETUP)
    inviting.invite(stage.organisation, who.email, by=stage.admin)
    client = client_of(who)
    assert "You are in" in client.post(open_link(client, who.email)).text
    assert fresh(who).state == Person.State.APPLICANT
    assert VettingCase.objects.filter(person=who, state="open").exists()


def test_sending_again_makes_the_old_link_useless(
    stage: Stage, frozen: time_machine.Traveller
) -> None:
    made = inviting.invite(stage.organisation, NEW, by=stage.admin)
    old = link_to(NEW)
    frozen.shift(timedelta(minutes=2))
    inviting.send_again(made, by=stage.admin)
    visitor = Client()
    visitor.get(old)
    assert visitor.get("/en/invitation/").status_code == 404
    assert visitor.get(open_link(visitor, NEW)).status_code == 200


def test_a_double_click_invites_once(stage: Stage) -> None:
    for _each in range(2):
        inviting.invite(stage.organisation, NEW, by=stage.admin)
    assert Invitation.objects.count() == len(mails_to(NEW)) == 1


def test_only_administrators_of_the_organisation_invite(stage: Stage, client_of: ClientOf) -> None:
    other = make.member(role=Seat.Role.ADMINISTRATOR)
    for who in (stage.member, other, stage.office[0]):
        with pytest.raises(Refused):
            inviting.invite(stage.organisation, NEW, by=stage.act(who))
        assert client_of(who).get(invite_page(stage)).status_code == 404


def test_the_secret_is_not_kept(stage: Stage) -> None:
    made = inviting.invite(stage.organisation, NEW, by=stage.admin)
    secret = link_to(NEW).rstrip("/").rpartition("/")[2]
    assert len(secret) > 40
    assert secret not in str(Invitation.objects.filter(pk=made.pk).values())
    assert mails_to(NEW)[0].secret, "the mail is wiped once sent"


def test_a_weak_password_loses_nothing_typed(stage: Stage) -> None:
    inviting.invite(stage.organisation, NEW, by=stage.admin)
    page = open_link(visitor := Client(), NEW)
    answer = make_account(visitor, page, password="short")
    assert answer.status_code == 200
    assert "There is a problem" in answer.text
    assert 'value="Nova Novak"' in answer.text
    assert not Person.objects.filter(email=NEW).exists()


def test_the_link_leads_on_without_its_secret_and_is_kept_by_nobody(stage: Stage) -> None:
    inviting.invite(stage.organisation, NEW, by=stage.admin)
    link, visitor = link_to(NEW), Client()
    answer = visitor.get(link)
    assert answer.headers["Location"] == "/en/invitation/"
    assert "no-store" in answer.headers["Cache-Control"]
    assert visitor.get("/en/invitation/").headers["Referrer-Policy"] == "same-origin"


def test_an_invited_account_shows_a_mailed_code_before_its_first_factor(stage: Stage) -> None:
    inviting.invite(stage.organisation, NEW, by=stage.admin)
    page = open_link(visitor := Client(), NEW)
    make_account(visitor, page)
    answer = visitor.post("/accounts/login/", {"login": NEW, "password": PHRASE})
    assert "code" in answer.headers["Location"]
    assert len(mails_to(NEW)) == 2, "the invitation, and the code"
