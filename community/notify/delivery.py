"""Sending one mail. At least once: a kill between the server's yes and our mark repeats
it, with the same Message-ID, so that the reader's program can see that it is the same."""

import uuid
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone

from .models import OutgoingMail
from .outbox import is_restricted
from .rechecks import may_still_receive

State = OutgoingMail.State
FINAL = (State.SENT, State.WITHHELD, State.BOUNCED)


def deliver(uid: uuid.UUID) -> None:
    """Asks the recheck, sends, marks. Does nothing for a mail that has had its end.

    What the mail server says no to for now is raised on, so that the job is tried again;
    an address it refuses for good makes the mail `bounced`.
    """
    mail = OutgoingMail.objects.get(uid=uid)
    if mail.state in FINAL:
        return
    if not may_still_receive(mail):
        _end(mail, State.WITHHELD)
        return
    _mark(mail, State.IN_FLIGHT)
    try:
        _message(mail).send()
    except SMTPRecipientsRefused as refusal:
        if not _for_good(refusal):
            _mark(mail, State.RETRY)
            raise
        _end(mail, State.BOUNCED)
    except Exception:
        _mark(mail, State.RETRY)
        raise
    else:
        _end(mail, State.SENT)


def give_up(uid: uuid.UUID) -> None:
    """The job's tries are used up. The body stays, for an operator to queue it again."""
    OutgoingMail.objects.filter(uid=uid).exclude(state__in=FINAL).update(state=State.FAILED)


def _message(mail: OutgoingMail) -> EmailMultiAlternatives:
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.address], headers=headers)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def _mark(mail: OutgoingMail, state: str) -> None:
    mail.state = state
    mail.save(update_fields=["state"])


def _end(mail: OutgoingMail, state: str) -> None:
    """The last mark, and the end of the bodies that must not lie about."""
    mail.state = state
    mail.sent_at = timezone.now() if state == State.SENT else None
    changed = ["state", "sent_at"]
    if is_restricted(mail.label) or _is_secret(mail) or state == State.WITHHELD:
        changed += wiped(mail)
    with transaction.atomic():
        mail.save(update_fields=changed)


def wiped(mail: OutgoingMail) -> list[str]:
    """Takes what it says off the row; returns the columns to save."""
    mail.text = mail.html = ""
    mail.subject = f"{mail.thing_kind} {mail.thing_uid}"
    return ["text", "html", "subject"]


def _is_secret(mail: OutgoingMail) -> bool:
    """Account mails hold codes and links; a developer without mail reads them on the page."""
    return mail.secret and not settings.DEBUG


def _for_good(refusal: SMTPRecipientsRefused) -> bool:
    return all(code >= 500 for code, _ in refusal.recipients.values())
