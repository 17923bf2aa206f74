"""Reports of mail servers: matched to their mail, believed only for what is for good."""

import io
import uuid

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

from community.notify.bounces import take_report
from community.notify.models import OutgoingMail, StoppedAddress
from tests.community.notify.test_outbox import write

pytestmark = pytest.mark.django_db

REPORT = """\
Return-Path: <>
To: {to}
Subject: Delivery report
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

Your mail could not be delivered.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; ana@example.org
Action: {action}
Status: {status}

--B
Content-Type: {returned}

Message-ID: {message_id}
Subject: whatever

--B--
"""


def report(mail: OutgoingMail, **changes: str) -> bytes:
    facts = {
        "to": f"bounces+{mail.uid.hex}@portal.example",
        "action": "failed",
        "status": "5.1.1",
        "returned": "text/rfc822-headers",
        "message_id": mail.message_id,
    }
    return REPORT.format(**(facts | changes)).encode()


@pytest.fixture
def mail() -> OutgoingMail:
    row = write()
    OutgoingMail.objects.update(state="sent")
    return row


def stopped() -> list[tuple[str, str, str]]:
    return list(StoppedAddress.objects.values_list("address", "reason", "status"))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"to": "portal@portal.example"},
        {"to": "portal@portal.example", "returned": "message/rfc822"},
        {"message_id": "<somebody@else>"},
    ],
)
def test_a_report_stops_the_address_of_its_mail(
    mail: OutgoingMail, changes: dict[str, str]
) -> None:
    for _round in range(2):
        assert take_report(report(mail, **changes)) == mail
    mail.refresh_from_db()
    assert mail.state == "bounced"
    assert stopped() == [("ana@example.org", "bounced", "5.1.1")]


@pytest.mark.parametrize(
    "changes",
    [
        {"action": "delayed", "status": "4.4.1"},
        {"action": "delivered", "status": "2.0.0"},
        {"status": "4.2.2"},
        {"to": "portal@portal.example", "message_id": "<x@y>"},
        {"to": f"bounces+{uuid.UUID(int=1).hex}@portal.example", "message_id": "<x@y>"},
    ],
)
def test_what_is_no_failure_of_ours_changes_nothing(
    mail: OutgoingMail, changes: dict[str, str]
) -> None:
    assert take_report(report(mail, **changes)) is None
    mail.refresh_from_db()
    assert (mail.state, stopped()) == ("sent", [])


def test_a_full_mailbox_bounces_the_mail_and_keeps_the_address(mail: OutgoingMail) -> None:
    take_report(report(mail, status="5.2.2"))
    mail.refresh_from_db()
    assert (mail.state, stopped()) == ("bounced", [])


@pytest.mark.parametrize("data", [b"", b"\xff\x00garbage", b"To: x\n\nI am on holiday.\n"])
def test_what_is_no_report_is_left_alone(mail: OutgoingMail, data: bytes) -> None:
    assert take_report(data) is None
    assert stopped() == []


def test_the_command_reads_what_is_piped_in(
    mail: OutgoingMail, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    class Piped:
        buffer = io.BytesIO(report(mail))

    monkeypatch.setattr("sys.stdin", Piped)
    out = io.StringIO()
    call_command("read_bounce", stdout=out)
    assert out.getvalue() == f"bounced {mail.uid}\n"
    assert stopped()
