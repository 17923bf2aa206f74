"""Attacks on acts that take two, on sessions that were stolen, on reports of mail servers, on
mail that waits."""

from datetime import timedelta

import pytest
from django.core import mail as locmem
from django.test import Client
from django.utils import timezone

from community import membership
from community.access.policy import Refused
from community.enrolment import confirm_address
from community.joining import ruling
from community.models import NetworkRole, Person, Seat, TeamSeat, VettingCase
from community.notify import delivery
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
    cast_vote,
    open_case,
    secretary,
    viewer,
)
from tests.community.notify.test_bounces import report
from tests.community.notify.test_outbox import write
from tests.community.people.stage import Stage, fresh, seat, set_up
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
