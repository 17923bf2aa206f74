"""Asking with an address of a member's domain: it says whom to ask and lets nobody in."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from community import membership
from community.access.policy import Refused
from community.duties import duties_of
from community.models import OrganisationDomain, Person, Seat
from community.people import asking, tasks
from community.people.models import Invitation, Request
from community.queues.models import Item
from community.readers import viewer_for
from tests import factories as make
from tests.conftest import MOMENT, ClientOf

from .stage import Stage, fresh, link_to, mails_to

PAGE = "/en/join/person/"
KNOWN, UNKNOWN = "nova@known.example", "nova@strange.example"


@pytest.fixture(autouse=True)
def _domain(stage: Stage) -> None:
    OrganisationDomain.objects.create(
        organisation=stage.organisation, domain="known.example", confirmed_at=MOMENT
    )


def ask(email: str, key: str = "k", client: Client | None = None) -> object:
    data = {"name": "Nova", "email": email, "note": "Network team", "key": key}
    return (client or Client()).post(PAGE, data)


def prove(email: str) -> Client:
    visitor = Client()
    page = visitor.get(link_to(email, "proof")).headers["Location"]
    assert visitor.get(page).status_code == 200
    assert visitor.post(page).status_code == 200
    return visitor


def test_the_whole_way_in(stage: Stage, client_of: ClientOf) -> None:
    ask(KNOWN)
    assert not Item.objects.exists(), "nobody is asked before the address is proven"
    prove(KNOWN)
    item = Item.objects.get(closed_at=None)
    assert (item.queue, item.role) == (
        "people-organisation",
        f"administrator:{stage.organisation.pk}",
    )
    assert not Person.objects.filter(email=KNOWN).exists(), "the domain let nobody in"
    page = f"/en/organisations/{stage.organisation.uid}/people/"
    client = client_of(stage.administrator)
    assert "Network team" in client.get(page).text
    wanted = Request.objects.get()
    client.post(page, {"request": str(wanted.uid), "act": "confirm"})
    assert Invitation.objects.get(email=KNOWN).by == stage.administrator
    assert "/invitation/" in link_to(KNOWN)
    assert not Item.objects.filter(closed_at=None).exists()


def test_every_address_gets_the_same_answer_and_the_same_letter(stage: Stage) -> None:
    make.member(stage.organisation, email="sits@known.example")
    make.person(email="out@known.example", state=Person.State.SUSPENDED)
    make.member(email="account@elsewhere.example")
    addresses = [
        KNOWN,
        UNKNOWN,
        "sits@known.example",
        "out@known.example",
        "account@elsewhere.example",
    ]
    pages, letters = set(), set()
    for address in addresses:
        answer = ask(address)
        pages.add((answer.status_code, answer.text.replace(address, "ADDRESS")))
        (mail,) = mails_to(address)
        text = mail.text.replace(link_to(address, "proof"), "LINK")
        letters.add((mail.subject, text, mail.language))
    assert len(pages) == len(letters) == 1


def test_proving_says_the_same_and_asks_only_where_there_is_somebody_to_ask(stage: Stage) -> None:
    make.member(stage.organisation, email="sits@known.example")
    pages = set()
    for number, address in enumerate((KNOWN, UNKNOWN, "sits@known.example")):
        ask(address, key=str(number))
        visitor = Client()
        page = visitor.get(link_to(address, "proof")).headers["Location"]
        pages.add(visitor.post(page).content)
    assert len(pages) == 1
    assert [item.thing_uid for item in Item.objects.all()] == [Request.objects.get(email=KNOWN).uid]


@pytest.mark.parametrize("what", ["unconfirmed", "part of a domain", "suspended"])
def test_a_domain_counts_whole_confirmed_and_of_an_active_member(what: str, stage: Stage) -> None:
    address = KNOWN
    if what == "unconfirmed":
        OrganisationDomain.objects.update(confirmed_at=None)
    elif what == "suspended":
        membership.set_organisation_state(stage.organisation, "suspended", by=make.SETUP)
    else:
        address = "nova@evil-known.example"
    ask(address)
    prove(address)
    assert not Item.objects.exists()


def test_the_same_form_twice_asks_once(stage: Stage) -> None:
    ask(KNOWN), ask(KNOWN)
    assert Request.objects.count() == len(mails_to(KNOWN)) == 1
    prove(KNOWN)
    ask(KNOWN)
    assert Request.objects.count() == 1


def test_the_form_does_not_hold_the_secret(stage: Stage) -> None:
    """Who has only typed an address cannot prove it."""
    ask(KNOWN, key="known to the asker")
    visitor = Client()
    visitor.get("/en/join/person/proof/known to the asker/")
    assert visitor.get("/en/join/person/proof/").status_code == 404


def test_an_old_or_used_link_proves_nothing(stage: Stage, frozen: time_machine.Traveller) -> None:
    ask(KNOWN)
    visitor = prove(KNOWN)
    assert visitor.get(link_to(KNOWN, "proof")).status_code == 302
    assert visitor.get("/en/join/person/proof/").status_code == 404
    ask(KNOWN, key="another")
    frozen.shift(asking.LASTS)
    visitor.get(link_to(KNOWN, "proof"))
    answer = visitor.get("/en/join/person/proof/")
    assert answer.status_code == 404
    assert "This link opens nothing" in answer.text


def test_following_the_link_alone_proves_nothing(stage: Stage) -> None:
    ask(KNOWN)
    visitor = Client()
    visitor.get(link_to(KNOWN, "proof"), follow=True)
    assert Request.objects.get().proven_at is None


def test_declined_people_are_told(stage: Stage) -> None:
    ask(KNOWN)
    prove(KNOWN)
    asking.decline(Request.objects.get(), by=stage.admin)
    assert "declined" in mails_to(KNOWN)[-1].subject
    assert not Invitation.objects.exists()
    with pytest.raises(Refused):
        asking.confirm(Request.objects.get(), by=stage.admin)


def test_only_the_administrators_asked_decide(stage: Stage, client_of: ClientOf) -> None:
    ask(KNOWN)
    prove(KNOWN)
    other = make.member(role=Seat.Role.ADMINISTRATOR)
    for who in (other, stage.member, stage.office[0]):
        with pytest.raises(Refused):
            asking.confirm(Request.objects.get(), by=stage.act(who))
    page = f"/en/organisations/{stage.organisation.uid}/people/"
    for who in (stage.member, stage.office[0]):
        assert KNOWN not in client_of(who).get(page).text
        data = {"request": str(Request.objects.get().uid), "act": "confirm"}
        assert client_of(who).post(page, data).status_code == 404
    assert client_of(other).get(page).status_code == 404


def test_administrators_find_it_among_their_duties(stage: Stage) -> None:
    ask(KNOWN)
    prove(KNOWN)

    def words(who: Person) -> list[str]:
        return [duty.title for duty in duties_of(viewer_for(fresh(who)), fresh(who))]

    assert any("Nova asks to join" in title for title in words(stage.administrator))
    assert not any("Nova" in title for title in words(stage.member))


def test_too_many_askings_write_no_more_mail_and_answer_the_same(stage: Stage) -> None:
    answers = {ask(KNOWN, key=str(n)).content for n in range(8)}
    assert len(answers) == 1
    assert len(mails_to(KNOWN)) == 5


def test_what_came_to_nothing_is_forgotten(stage: Stage, frozen: time_machine.Traveller) -> None:
    ask(UNKNOWN, key="1")
    prove(UNKNOWN)
    ask(KNOWN, key="2")
    prove(KNOWN)
    ask("never@known.example", key="3")
    frozen.shift(asking.LASTS + timedelta(hours=1))
    tasks.forget_what_came_to_nothing({})
    assert [row.email for row in Request.objects.all()] == [KNOWN], "it still waits for an answer"
