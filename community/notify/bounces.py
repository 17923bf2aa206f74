"""Mail that came back: reports of mail servers (RFC 3464), matched to the mail they are about.

A report names its mail by the address it came back to, which carries the mail's uid, or by
the Message-ID of what it returns. Whoever the mail is answered or forwarded to learns the
latter, and a mailbox that hands mail on reports for others: only a report that names the
address itself as the one that failed stops it.
"""

import re
import uuid
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from typing import cast

from django.db import transaction

from .addresses import stop_address
from .models import OutgoingMail, StoppedAddress

# A report returns at most the headers or the mail; what is longer is none.
LONGEST = 5_000_000
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_TOKEN = re.compile(r"\+([0-9a-f]{32})@", re.IGNORECASE)
_ID = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^<>\s]+>", re.IGNORECASE)
# Full, too large, or not liked this time: the address itself is good (RFC 3463).
_PASSING = re.compile(r"5\.(7\.\d+|2\.[23]|3\.4|6\.\d+)$")


def says_no_for_good(status: str) -> bool:
    """Whether an enhanced status (RFC 3463) speaks against the address for ever; an empty
    one comes with a permanent refusal of the recipient and counts as such."""
    return not status or (status.startswith("5.") and not _PASSING.match(status))


def status_in(words: bytes | str) -> str:
    """The enhanced status in what a server said, or nothing."""
    text = words.decode("ascii", "replace") if isinstance(words, bytes) else words
    found = _STATUS.search(text)
    return found.group(1) if found else ""


def take_report(data: bytes) -> OutgoingMail | None:
    """Reads one report; marks its mail and, where the status says so, stops the address.

    None for what is no report of a failure, or of no mail of ours. Twice does no harm.
    """
    if len(data) > LONGEST:
        return None
    report = cast(EmailMessage, message_from_bytes(data, policy=policy.compat32))
    failure = _failure(report)
    mail = _mail_of(report) if failure is not None else None
    if mail is None or failure is None:
        return None
    status, told = failure
    with transaction.atomic():
        mail.state = OutgoingMail.State.BOUNCED
        mail.save(update_fields=["state"])
        if says_no_for_good(status) and mail.address.lower() in told:
            stop_address(mail.address, StoppedAddress.Reason.BOUNCED, status)
    return mail


def _failure(report: Message) -> tuple[str, set[str]] | None:
    """The status of the first recipient that failed for good, and their addresses; None if
    none did."""
    for block in _blocks(report):
        action = str(block.get("Action", "")).strip().lower()
        status = status_in(str(block.get("Status", "")))
        if action == "failed" and status.startswith("5."):
            return status, set(_recipients(block))
    return None


def _recipients(block: Message) -> Iterator[str]:
    """As `rfc822; ana@example.org`, in lower case and without what is put before it."""
    for header in ("Original-Recipient", "Final-Recipient"):
        yield str(block.get(header, "")).rpartition(";")[2].strip().strip("<>").lower()


def _blocks(report: Message) -> Iterator[Message]:
    for part in report.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            yield from cast(list[Message], part.get_payload())


def _mail_of(report: Message) -> OutgoingMail | None:
    uids = [uid for uid in map(_as_uid, _names(report)) if uid is not None]
    return OutgoingMail.objects.filter(uid__in=uids).first() if uids else None


def _names(report: Message) -> Iterator[str]:
    for header in ("Delivered-To", "X-Original-To", "Envelope-To", "To"):
        for value in report.get_all(header, []):
            yield from _TOKEN.findall(str(value))
    for part in report.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822" and part.is_multipart():
            inner = cast(list[Message], part.get_payload())[0]
            yield from _ID.findall(str(inner.get("Message-ID", "")))
        elif kind == "text/rfc822-headers":
            raw = cast(bytes, part.get_payload(decode=True) or b"")
            yield from _ID.findall(str(message_from_bytes(raw).get("Message-ID", "")))


def _as_uid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
