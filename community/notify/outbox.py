"""Writing mail down, in the caller's transaction. Sending is `delivery`."""

import uuid

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import transaction
from django.utils.translation import get_language

from community.access.tlp import Label, within
from community.jobs.queue import enqueue

from .models import OutgoingMail

ACCOUNT = "account"
DELIVER = "notify.deliver"


class Unlabelled(ValueError):
    """The HTML of a mail about a labelled thing does not show its label."""


def queue_mail(
    *,
    kind: str,
    thing_kind: str,
    thing_uid: uuid.UUID,
    address: str,
    subject: str,
    text: str,
    label: str,
    language: str,
    person_id: int | None = None,
    html: str = "",
    why: str = "",
    thread: str = "",
) -> OutgoingMail:
    """One mail row and its job row; the row that is there already if it was queued before.

    kind: the sort of mail, for which a `recheck` is registered. label: one of TLP's five.
    It is put before subject and text; `html` must show it itself. Above GREEN the subject
    is replaced by the thing's kind and uid, whatever was handed in.
    """
    level = Label(label)
    mark = str(level.label)
    if html and mark not in html:
        raise Unlabelled(kind)
    if is_restricted(label):
        subject = f"{thing_kind} {thing_uid}"
    return write(
        OutgoingMail(
            kind=kind,
            thing_kind=thing_kind,
            thing_uid=thing_uid,
            recipient=address.lower() if person_id is None else str(person_id),
            person_id=person_id,
            address=address,
            subject=f"[{mark}] {subject}",
            text=text if mark in text else f"{mark}\n\n{text}",
            html=html,
            label=level.value,
            language=language,
            why=why,
            thread=thread,
        )
    )


def queue_account_mail(
    message: EmailMessage, *, person_id: int | None = None
) -> list[OutgoingMail]:
    """Login codes, resets and the like, one row per address in `to`; served before others.

    Each call is a mail of its own: asking twice for a code sends two. They carry no label;
    cc, bcc and attachments are not taken over.
    """
    return [_account_row(message, address, person_id) for address in message.to]


def is_restricted(label: str) -> bool:
    """Whether the label is above GREEN: ids only in subjects, no body kept once sent."""
    return bool(label) and not within(label, Label.GREEN)


def _account_row(message: EmailMessage, address: str, person_id: int | None) -> OutgoingMail:
    alternatives = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    html = next((str(part[0]) for part in alternatives if part[1] == "text/html"), "")
    uid = uuid.uuid4()
    mail = OutgoingMail(
        uid=uid,
        kind=ACCOUNT,
        thing_kind=ACCOUNT,
        thing_uid=uid,
        recipient=address.lower(),
        person_id=person_id,
        address=address,
        subject=str(message.subject),
        text=str(message.body),
        html=html,
        language=get_language() or settings.LANGUAGE_CODE,
        secret=True,
        why=OutgoingMail.Why.ACCOUNT,
    )
    return write(mail, queue="urgent")


def mail_domain() -> str:
    """The domain that our mail comes from, as its ids are made with."""
    return settings.DEFAULT_FROM_EMAIL.rstrip(">").rpartition("@")[2] or "localhost"


def as_row(mail: OutgoingMail) -> OutgoingMail:
    """The same row with its Message-ID and a subject of one line that fits."""
    mail.subject = one_line(mail.subject)
    mail.message_id = f"<{mail.uid}@{mail_domain()}>"
    return mail


def one_line(subject: str) -> str:
    """No line break ever gets into a header, and no subject is longer than its column."""
    return " ".join(subject.split())[:300]


def write(mail: OutgoingMail, queue: str = "mail") -> OutgoingMail:
    """Inserts the row with its job, or returns the one that an earlier call wrote.

    For the modules of this package that make rows: `queue_mail` and `letters.send_letter`.
    """
    as_row(mail)
    with transaction.atomic(savepoint=False):
        OutgoingMail.objects.bulk_create([mail], ignore_conflicts=True)
        written = OutgoingMail.objects.get(
            kind=mail.kind,
            thing_kind=mail.thing_kind,
            thing_uid=mail.thing_uid,
            recipient=mail.recipient,
        )
        if written.uid == mail.uid:
            enqueue(DELIVER, {"mail": str(mail.uid)}, key=f"mail:{mail.uid}", queue=queue)
    return written
