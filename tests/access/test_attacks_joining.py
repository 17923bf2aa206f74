"""Attacks on the ways in and on what follows a membership: mails as bait, links that outlive
their sender, one's own case under another address, one person where it takes two."""

from datetime import timedelta

import pytest
from django.core import mail as locmem
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community import membership
from community.access.policy import Refused
from community.enrolment import confirm_address
from community.joining import ruling, sponsoring, starting
from community.joining.models import Knock, Sponsorship
from community.models import NetworkRole, Person, Seat, TeamSeat, VettingCase
from community.notify import delivery, message
from community.notify.bounces import take_report
from community.notify.letters import Letter, send_letter
from community.notify.models import OutgoingMail, StoppedAddress
from community.people import accepting, inviting, leaving, measures, roles
from community.people import vetting as people_vetting
from community.people.models import Invitation
from community.people.office import about
from community.profiles import policies as profile_policies
from community.profiles.models import DomainClaim
from community.queues.reading import shown_to
from community.rules import rules
from community.sso import rules as sso_rules
from community.sso.models import Provider
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
from tests.community.notify.test_bounces import report
from tests.community.notify.test_outbox import write
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


# --- one person where it takes two ----------------------------------------------------------


def test_a_suspension_is_not_left_by_leaving_and_coming_again(stage: Stage) -> None:
    """Leaving is free, and a new case takes one vote: that of whoever the inviter knows."""
    who = stage.member
    held = measures.suspend(who, reason="x", by=stage.act(stage.office[0]))
    leaving.leave_network(who, by=stage.act(who))
    invitation = inviting.invite(stage.organisation, who.email, by=stage.admin)
    accepting.accept(invitation, person=fresh(who))
    case = VettingCase.objects.get(person=who, state="open")
    for officer in stage.office[:2]:
        with pytest.raises(Refused):
            people_vetting.vote(case, in_favour=True, reason="x", by=stage.act(officer))
    measures.lift(held, by=stage.act(stage.office[1]))
    assert fresh(who).state == Person.State.APPLICANT
    people_vetting.vote(case, in_favour=True, reason="x", by=stage.act(stage.office[2]))
    assert fresh(who).state == Person.State.VETTED


def test_nor_by_applying_for_an_organisation_of_ones_own(stage: Stage) -> None:
    who = make.member(email=EMAIL)
    measures.suspend(who, reason="x", by=stage.act(stage.office[0]))
    leaving.leave_network(who, by=stage.act(who))
    case = open_case()
    for person in stage.office[:2]:
        cast_vote(case, person)
    assert fresh(who).state == Person.State.LEFT
    assert not viewer(who).is_member


def test_one_of_the_secretariat_alone_puts_no_officer_out(stage: Stage) -> None:
    """Ending somebody's last seat is a removal, and takes the trustee or secretary with it."""
    trustee = make.member()
    membership.give_network_role(trustee, NetworkRole.Role.TRUSTEE, by=make.SETUP)
    with pytest.raises(Refused):
        leaving.end_seat(seat(trustee), by=stage.act(stage.office[0]))
    assert seat(trustee).until is None
    leaving.end_seat(seat(stage.member), by=stage.act(stage.office[0]))
    assert not stage.member.seats.filter(until=None).exists()


def test_an_administrator_makes_nobody_of_themselves_where_another_could(stage: Stage) -> None:
    desk, own = make.team(stage.organisation), seat(stage.administrator)
    membership.set_seat_role(seat(stage.member), "administrator", by=make.SETUP)
    every = roles.Duties(writes=True, reviews=True, releases=True)
    with pytest.raises(Refused):
        roles.set_duties(desk, own, every, by=stage.admin)
    assert not TeamSeat.objects.exists()
    roles.set_duties(desk, own, every, by=stage.act(stage.member))
    with pytest.raises(Refused):
        roles.set_duties(desk, own, roles.Duties(), by=stage.act(make.member()))
    roles.set_duties(desk, own, roles.Duties(writes=True), by=stage.admin)
    assert TeamSeat.objects.get(until=None).releases is False


def test_the_only_administrator_staffs_the_desk_alone(stage: Stage) -> None:
    desk = make.team(stage.organisation)
    roles.set_duties(desk, seat(stage.administrator), roles.Duties(writes=True), by=stage.admin)
    assert TeamSeat.objects.get().writes


def test_a_seat_with_an_end_to_come_is_ended_by_the_chair(stage: Stage) -> None:
    room = make.group()
    chair = make.member()
    make.join(chair, room, "chair")
    later = timezone.now() + timedelta(days=300)
    row = membership.join_group(seat(stage.member), room, by=make.SETUP, until=later)
    roles.set_group_role(row, "moderator", by=stage.act(chair))
    row = room.seats.get(seat__person=stage.member, role="moderator")
    assert row.until == later
    roles.remove_from_group(row, by=stage.act(chair))
    assert f"grp:{room.pk}" not in viewer(stage.member).tokens


def test_titles_above_green_go_into_mail_by_two_people_only() -> None:
    one, other = secretary(), secretary()
    values = {"amber_title_in_mail": True}
    change = ruling.change_rules(values, viewer=viewer(one), person=one)
    assert change is not None
    assert rules().amber_title_in_mail is False
    ruling.decide_change(change, confirmed=True, viewer=viewer(other), person=other)
    assert rules().amber_title_in_mail is True
    off = {"amber_title_in_mail": False}
    assert ruling.change_rules(off, viewer=viewer(one), person=one) is None
    assert rules().amber_title_in_mail is False


def test_nobody_decides_on_their_own_organisations_login_or_domain_where_another_could() -> None:
    place = make.organisation()
    asker = make.member(place, role=Seat.Role.ADMINISTRATOR)
    colleague = secretary(of=place)
    claim = DomainClaim(organisation=place, domain="x.example", by=asker, at=timezone.now())
    provider = Provider(organisation=place, requested_by=asker)
    for rule, thing in (
        (profile_policies.may_decide_domain, claim),
        (sso_rules.may_decide, provider),
    ):
        assert rule(viewer(colleague), thing)
    other = secretary()
    for rule, thing in (
        (profile_policies.may_decide_domain, claim),
        (sso_rules.may_decide, provider),
    ):
        assert not rule(viewer(colleague), thing)
        assert rule(viewer(other), thing)


def test_a_removal_is_not_read_by_the_one_it_is_about(stage: Stage, client_of: ClientOf) -> None:
    """Who knows of it first suspends the one who asked for it."""
    about_whom = stage.office[1]
    measures.ask_removal(about_whom, reason="sold a list", by=stage.act(stage.office[0]))
    client = client_of(fresh(about_whom))
    for path in (f"/en/office/people/{about_whom.uid}/", "/en/office/people/"):
        assert "sold a list" not in client.get(path).text
    assert not [row for row in shown_to(viewer(about_whom)) if row.queue == "measures"]
    assert "sold a list" in str(about(about_whom, viewer(stage.office[2]))["measures"][0].reason)
    listed = client.get("/en/office/people/").text
    assert f"/office/people/{about_whom.uid}/" not in listed


# --- a fresh factor before what matters -----------------------------------------------------


def _an_hour_ago(client: Client) -> Client:
    """The session as it is an hour after its login."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
    return client


def test_a_stolen_session_neither_votes_nor_sets_rules(client_of: ClientOf) -> None:
    case, one = open_case(), secretary()
    client = _an_hour_ago(client_of(one))
    vote = {"act": "vote", "in_favour": "yes", "reason": "x"}
    for page, data in (
        (f"/en/office/vetting/{case.uid}/", vote),
        ("/en/office/rules/", {"act": "name", "email": one.email}),
    ):
        assert client.get(page).status_code == 200
        assert "/reauthenticate" in client.post(page, data).headers.get("Location", "")
    assert not case.votes.exists()


@pytest.mark.parametrize("what", ["invite", "reconfirm"])
def test_a_stolen_session_neither_invites_nor_ends_seats(
    stage: Stage, client_of: ClientOf, what: str
) -> None:
    client = _an_hour_ago(client_of(stage.administrator))
    page = f"/en/organisations/{stage.organisation.uid}/people/{what}/"
    data = {"email": "thief@x.example", "role": "administrator", str(stage.member.uid): "left"}
    data |= {f"said-{stage.member.uid}": "left"}
    assert "/reauthenticate" in client.post(page, data).headers.get("Location", "")
    assert not Invitation.objects.exists()
    assert seat(stage.member).until is None


# --- reports of mail servers ----------------------------------------------------------------


def test_a_report_about_another_address_stops_nobody() -> None:
    """The number of a mail is known to everybody it is answered or forwarded to."""
    mail = write()
    OutgoingMail.objects.update(state="sent")
    forged = report(mail).replace(b"rfc822; ana@example.org", b"rfc822; mallory@example.org")
    take_report(forged)
    assert not StoppedAddress.objects.exists()
    take_report(report(mail))
    assert StoppedAddress.objects.get().address == "ana@example.org"


# --- mail that waits ------------------------------------------------------------------------


def test_mail_that_waited_goes_to_the_address_a_person_has_now() -> None:
    """The mailbox they had when it was queued may be somebody else's by now."""
    who = make.member()
    mail = send_letter(
        "test",
        lambda: Letter("Hello", ["For you."]),
        thing_kind="person",
        thing_uid=who.uid,
        person=who,
    )
    Person.objects.filter(pk=who.pk).update(email="new@members.example")
    delivery.deliver(mail.uid)
    assert locmem.outbox[-1].to == ["new@members.example"]
