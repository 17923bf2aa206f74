"""Acts that let in more than their label says, and what stays behind them."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from community import membership
from community.access.policy import Refused
from community.access.tlp import Label
from community.forums import posting
from community.models import Group, GroupSeat
from community.notify import delivery
from community.notify.models import OutgoingMail
from community.readers import viewer_for
from portal.advisories import lifecycle
from portal.advisories.audience import Recipients
from portal.advisories.lifecycle import ANNOUNCE, TELL_RISE
from tests import factories as make
from tests.community.forums.test_posting import start, writer
from tests.conftest import ClientOf
from tests.portal.advisories.desk import Desk
from tests.portal.advisories.test_announcing import mails, work

pytestmark = pytest.mark.django_db
State = OutgoingMail.State


def test_a_rise_addresses_no_organisation_that_is_still_empty() -> None:
    """Nobody sits there today; whoever comes tomorrow would read what was never for them."""
    desk, empty = Desk(), make.organisation()
    one = make.member().seats.get().organisation
    advisory = desk.released("AMBER", to=Recipients(organisations=(one,))).advisory
    by = desk.by(desk.publisher)
    with pytest.raises(Refused):
        lifecycle.raise_label(
            advisory, Label.AMBER_STRICT, by=by, recipients=Recipients(organisations=(one, empty))
        )
    later = make.member(empty)
    assert advisory.releases.get().acl_id not in viewer_for(later).acl_ids


def test_a_rise_to_red_names_members_of_the_group_only() -> None:
    room = make.group(circle=Group.Circle.MEMBERS, ceiling="RED")
    chair, stranger = make.member(), make.member()
    make.join(chair, room, GroupSeat.Role.CHAIR)
    topic = start(room, chair, label="AMBER")
    with pytest.raises(Refused):
        posting.raise_label(topic, Label.RED, by=writer(chair), named=[stranger])
    make.join(stranger, room)
    topic.refresh_from_db()
    assert topic.label == "AMBER"


def test_a_mail_that_is_withheld_keeps_nothing_of_what_it_said() -> None:
    desk = Desk()
    advisory = desk.released("GREEN", title="Tajna pumpa").advisory
    work(ANNOUNCE)
    lifecycle.raise_label(advisory, Label.AMBER, by=desk.by(desk.publisher))
    mail = mails()[desk.reviewer]
    delivery.deliver(mail.uid)
    mail.refresh_from_db()
    assert mail.state == State.WITHHELD
    assert "pumpa" not in mail.subject + mail.text


def test_what_was_mailed_before_a_rise_is_wiped_here() -> None:
    desk = Desk()
    advisory = desk.released("GREEN", title="Tajna pumpa").advisory
    work(ANNOUNCE)
    OutgoingMail.objects.update(state=State.SENT)
    lifecycle.raise_label(advisory, Label.AMBER, by=desk.by(desk.publisher))
    work(TELL_RISE)
    mail = mails()[desk.reviewer]
    assert "pumpa" not in mail.subject + mail.text


@pytest.mark.parametrize("state", [State.SENT, State.IN_FLIGHT, State.RETRY])
def test_a_rise_is_told_to_whom_the_mail_may_have_reached(state: str) -> None:
    desk = Desk()
    advisory = desk.released("GREEN").advisory
    work(ANNOUNCE)
    OutgoingMail.objects.update(state=state)
    lifecycle.raise_label(advisory, Label.AMBER, by=desk.by(desk.publisher))
    work(TELL_RISE)
    assert desk.reviewer in mails("advisory.raised:AMBER")


def _change_password(client: Client) -> None:
    new = "another horse another battery"
    answer = client.post(
        "/accounts/password/change/",
        {"oldpassword": make.PASSWORD, "password1": new, "password2": new},
    )
    assert answer.status_code == 302


@pytest.mark.parametrize("before", [lambda _client: None, _change_password])
def test_ending_a_membership_ends_the_session_whatever_was_done_in_it(
    client_of: ClientOf, before: Callable[[Client], None]
) -> None:
    who = make.member(password=make.PASSWORD)
    client = client_of(who)
    before(client)
    assert "_auth_user_id" in client.session
    key = client.session.session_key
    membership.end_seat(who.seats.get(), by=make.SETUP)
    assert not Session.objects.filter(session_key=key).exists()


@pytest.mark.parametrize("header", ["HTTP_X_REAL_IP", "HTTP_X_FORWARDED_PROTO", "HTTP_X_CLIENT_IP"])
def test_the_demo_code_counts_behind_no_proxy_whatever_it_says_of_itself(
    settings: object, header: str
) -> None:
    settings.DEBUG = True  # type: ignore[attr-defined]
    from django.test import RequestFactory

    from portal.demo.second_factor import counts_for

    who = make.member(email="ana@demo.localhost")
    plain = RequestFactory(SERVER_NAME="localhost").get("/")
    assert counts_for(who, plain)
    proxied = RequestFactory(SERVER_NAME="localhost", **{header: "203.0.113.9"}).get("/")
    assert not counts_for(who, proxied)
