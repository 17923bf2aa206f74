"""Attacks on the ways in and on what follows a membership: mails as bait, links that outlive
their sender, one's own case under another address, one person where it takes two."""

from datetime import timedelta

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community import membership
from community.access.policy import Refused
from community.enrolment import confirm_address
from community.joining import sponsoring, starting
from community.joining.models import Knock, Sponsorship
from community.models import Person, Seat, VettingCase
from community.notify import message
from community.notify.models import OutgoingMail
from community.people import accepting, inviting, leaving, measures
from community.people import vetting as people_vetting
from community.people.models import Invitation
from tests import factories as make
from tests.community.joining.cases import (
    EMAIL,
    begin,
    cast_vote,
    fill,
    open_case,
    secretary,
    viewer,
)
from tests.community.joining.cases import submitted as apply
from tests.community.people.stage import Stage, fresh, link_to, seat, set_up
from tests.conftest import ClientOf

pytestmark = pytest.mark.django_db

PHRASE = "a long phrase nobody has said"
BAIT = "Novi Oblak\n\nYour account is locked. Open it here:\nhttps://evil.example/in"


@pytest.fixture
def stage(db: None) -> Stage:
    return set_up()


def another_address(person: Person, address: str) -> None:
    """A second address that the account has shown to be its own."""
    confirm_address(person)
    person.emailaddress_set.create(email=address, verified=True, primary=False)


def html_of(mail: OutgoingMail) -> str:
    made = message.build(mail, None)
    assert isinstance(made, EmailMultiAlternatives)
    return str(made.alternatives[0][0])


# --- mails as bait --------------------------------------------------------------------------


def test_a_stranger_gets_no_button_into_our_mail(client: Client) -> None:
    """The door mails a typed name to any address: it must not become a link to elsewhere."""
    client.post("/en/join/", {"email": "victim@bank.example", "name": BAIT})
    for knock in Knock.objects.all():
        starting.answer_knock(knock)
    starting.answer_knock(starting.knock("other@bank.example", "Firm evil.com/in", "en"))
    for mail in OutgoingMail.objects.filter(kind__contains="joining.link"):
        assert "evil.example" not in html_of(mail)
        assert 'href="http://evil' not in html_of(mail)
        assert "/join/open/" in html_of(mail)


def test_only_the_last_words_of_a_letter_are_its_button() -> None:
    found = message.paragraphs(f"{BAIT}\n\nOpen:\nhttps://portal.example/x\n")
    assert [one.url for one in found if one.url] == ["https://portal.example/x"]


def test_what_is_typed_on_one_line_stays_on_one(client: Client) -> None:
    application = begin()
    uid = application.uid
    session = client.session
    session["joining.opened"] = [str(uid)]
    session.save()
    page = f"/en/join/{uid}/contact/"
    typed = {"contact_name": BAIT, "contact_position": "CISO\n\nx", "later": "1"}
    assert client.post(page, typed).status_code == 302
    application.refresh_from_db()
    assert "\n" not in application.contact_name + application.contact_position


# --- one's own application ------------------------------------------------------------------


def test_nobody_vets_their_own_application_under_a_second_address() -> None:
    one, other = secretary(), secretary()
    another_address(one, EMAIL)
    case = open_case()
    with pytest.raises(Refused):
        cast_vote(case, one)
    cast_vote(case, other)
    assert case.votes.count() == 1


def test_nobody_vets_who_writes_from_a_part_of_their_domain() -> None:
    one = secretary()
    Person.objects.filter(pk=one.pk).update(email="chief@mail.novi-oblak.example")
    with pytest.raises(Refused):
        cast_vote(open_case(), one)


def test_an_account_is_found_by_every_address_it_has_shown() -> None:
    """Else the last vote ends in an error for ever, and nothing is decided."""
    member = make.member()
    another_address(member, EMAIL)
    case = open_case()
    for person in (secretary(), secretary()):
        cast_vote(case, person)
    case.refresh_from_db()
    assert case.person == member


def test_nobody_says_who_their_own_sponsors_are() -> None:
    one = secretary()
    Person.objects.filter(pk=one.pk).update(email="s@novi-oblak.example")
    row = apply("somebody i know", "and another").sponsorships.order_by("pk").first()
    assert row is not None
    friend = make.member(role=Seat.Role.ADMINISTRATOR)
    with pytest.raises(Refused):
        sponsoring.find_sponsor(row, friend.email, viewer=viewer(one), person=one)
    row.refresh_from_db()
    assert row.state == Sponsorship.State.NAMED


def test_reasons_are_not_read_by_who_belongs_to_the_applicant(client_of: ClientOf) -> None:
    case = open_case()
    Sponsorship.objects.update(reason="They pay late.")
    other, own = secretary(), secretary()
    cast_vote(case, other)
    Person.objects.filter(pk=own.pk).update(email="s@novi-oblak.example")
    page = f"/en/office/vetting/{case.uid}/"
    assert "They pay late." in client_of(secretary()).get(page).text
    seen = client_of(fresh(own)).get(page).text
    assert "They pay late." not in seen
    assert "Looked at it." not in seen
    assert other.name not in seen


def test_an_applicant_learns_by_no_query_who_is_a_member(
    client: Client,
) -> None:
    """Who is meant by a typed sponsor is looked up by the worker, for all alike."""
    known, counts = make.member(role=Seat.Role.ADMINISTRATOR), []
    for number, typed in enumerate((known.email, "nobody@nowhere.example")):
        email = f"a{number}@fresh.example"
        made = fill(begin(email), sponsors=[typed, "second@nowhere.example"])
        session = client.session
        session["joining.opened"] = [str(made.uid)]
        session.save()
        with CaptureQueriesContext(connection) as asked:
            client.post(f"/en/join/{made.uid}/", {"act": "submit", "agrees": "on"})
        assert not Sponsorship.objects.filter(application=made).exclude(state="named").exists()
        counts.append(len(asked))
        sponsoring.ask_named(made)
        assert Sponsorship.objects.filter(application=made, state="asked").count() == 1 - number
    assert counts[0] == counts[1]


# --- invitations ----------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["left", "suspended", "demoted"])
def test_an_invitation_does_not_outlive_the_right_to_send_it(stage: Stage, how: str) -> None:
    """A rogue administrator invites their own second self before they are put out."""
    own = "me2@x.example"
    made = inviting.invite(stage.organisation, own, by=stage.admin, role="administrator")
    membership.set_seat_role(seat(stage.member), "administrator", by=make.SETUP)
    if how == "left":
        leaving.end_seat(seat(stage.administrator), by=stage.act(stage.member))
    elif how == "suspended":
        measures.suspend(stage.administrator, reason="x", by=stage.act(stage.office[0]))
    else:
        membership.set_seat_role(seat(stage.administrator), "member", by=make.SETUP)
    visitor = Client()
    visitor.get(link_to(own))
    data = {"name": "Second Self", "password": PHRASE}
    assert visitor.post("/en/invitation/", data).status_code == 404
    with pytest.raises(accepting.Unusable):
        accepting.accept(made, person=make.member(email=own))
    assert not stage.organisation.seats.filter(person__email=own).exists()


def test_another_administrator_sends_it_again_and_stands_behind_it(stage: Stage) -> None:
    made = inviting.invite(stage.organisation, "new@x.example", by=stage.admin)
    membership.set_seat_role(seat(stage.member), "administrator", by=make.SETUP)
    membership.set_seat_role(seat(stage.administrator), "member", by=make.SETUP)
    Invitation.objects.update(sent_at=timezone.now() - timedelta(hours=1))
    inviting.send_again(made, by=stage.act(stage.member))
    made.refresh_from_db()
    assert made.by == stage.member
    assert accepting.invitation_of(link_to("new@x.example").rstrip("/").rpartition("/")[2])


def test_an_old_offer_of_administration_is_not_sent_again_as_membership(stage: Stage) -> None:
    inviting.invite(stage.organisation, "new@x.example", by=stage.admin, role="administrator")
    inviting.invite(stage.organisation, "new@x.example", by=stage.admin, role="member")
    assert Invitation.objects.get().role == Seat.Role.MEMBER


def test_who_invited_somebody_elsewhere_does_not_vet_them(stage: Stage) -> None:
    """The person has two seats; only the first inviter is written on their case."""
    secretary_too = stage.office[0]
    own = make.organisation("Own firm")
    membership.seat_person(
        secretary_too, own, by=make.SETUP, role="administrator", since=make.LONG_AGO
    )
    first = inviting.invite(stage.organisation, "two@x.example", by=stage.admin)
    person = accepting.accept_with_new_account(first, name="Two", password=PHRASE, language="en")
    second = inviting.invite(own, "two@x.example", by=stage.act(secretary_too))
    assert accepting.accept(second, person=person)
    case = VettingCase.objects.get(person=person)
    with pytest.raises(Refused):
        people_vetting.vote(case, in_favour=True, reason="x", by=stage.act(secretary_too))
    people_vetting.vote(case, in_favour=True, reason="x", by=stage.act(stage.office[1]))
    assert fresh(person).state == Person.State.VETTED


def test_an_address_of_an_account_makes_no_second_account(stage: Stage) -> None:
    another_address(stage.member, "mika@other.example")
    invitation = inviting.invite(stage.organisation, "mika@other.example", by=stage.admin)
    assert accepting.has_account(invitation)
