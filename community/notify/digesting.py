"""Collected mail: who is due, and what is still to be told when it goes out.

Nobody walks over everybody: a row says when a person's digest is due, and only due rows are
read. Moving that row out of the way is what makes a digest go out once, whatever number of
clocks and workers there is.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.access.tlp import Label
from community.access.viewer import Viewer
from community.jobs.queue import enqueue, enqueue_many
from community.models import Person

from .content import Content
from .models import DigestDue, DigestItem, Interval, OutgoingMail
from .outbox import DELIVER, as_row
from .telling import told_together
from .wording import lines_for

WRITE = "notify.write_digest"
KIND = "digest"
AT_ONCE = 500
# Longer lists are read by nobody; the rest is said as a number.
LONGEST = 50


def queue_due(now: datetime | None = None) -> int:
    """Queues one job for each digest that is due; returns how many. Asking twice is once."""
    now = now or timezone.now()
    queued = last = 0
    while True:
        rows = DigestDue.objects.filter(due__lte=now, pk__gt=last).order_by("pk")
        chunk = list(rows.values_list("pk", "uid")[:AT_ONCE])
        if not chunk:
            return queued
        last = chunk[-1][0]
        wanted = [({"due": str(uid)}, f"digest:{uid}", None) for _pk, uid in chunk]
        queued += enqueue_many(WRITE, wanted, queue="mail")  # type: ignore[arg-type]


def write_digest(uid: uuid.UUID, now: datetime | None = None) -> OutgoingMail | None:
    """Takes the due row away and writes its mail, with everything that waits; None if another
    worker was first or nothing waits. One transaction."""
    with transaction.atomic():
        due = DigestDue.objects.filter(uid=uid, due__lte=now or timezone.now()).first()
        if due is None or not DigestDue.objects.filter(pk=due.pk).delete()[0]:
            return None
        waiting = DigestItem.objects.filter(person=due.person_id, interval=due.interval, mail=None)
        if not waiting.exists():
            return None
        mail = _row(due)
        mail.save()
        waiting.update(mail=mail)
        enqueue(DELIVER, {"mail": str(mail.uid)}, key=f"mail:{mail.uid}", queue="mail")
    return mail


def _row(due: DigestDue) -> OutgoingMail:
    person = Person.objects.only("pk", "email", "language").get(pk=due.person_id)
    return as_row(
        OutgoingMail(
            kind=KIND,
            thing_kind=KIND,
            thing_uid=due.uid,
            recipient=str(person.pk),
            person_id=person.pk,
            address=person.email,
            language=person.language,
            subject=f"{KIND} {due.uid}",
            why=OutgoingMail.Why.DIGEST,
            stream=f"{KIND}@{due.interval}",
        )
    )


def compose_digest(mail: OutgoingMail, viewer: Viewer) -> Content | None:
    """What the digest tells now: only what its reader may read at this moment, in the words
    its label allows now. None if nothing is left. A few queries, whatever the number."""
    items = list(mail.items.order_by("created", "pk"))
    found = lines_for(viewer, [(item.thing_kind, item.thing_uid) for item in items])
    told = [item for item in items if item.thing_uid in found]
    _note(mail, told)
    if not told:
        return None
    lines = [found[item.thing_uid] for item in told[-LONGEST:]]
    # A whole is labelled as the strictest of its parts.
    mail.label = max((Label(line.label) for line in lines), key=lambda label: label.rank).value
    interval = mail.stream.partition("@")[2]
    return told_together(lines, _subject(interval, len(told)), more=len(told) - len(lines))


def _note(mail: OutgoingMail, told: Sequence[DigestItem]) -> None:
    """Each item with the label under which it is told, for the note when that rises."""
    mail.items.exclude(pk__in=[item.pk for item in told]).update(told=False)
    mail.items.filter(pk__in=[item.pk for item in told]).update(told=True)


def _subject(interval: str, number: int) -> str:
    name = {
        Interval.HOURLY: _("The last hour"),
        Interval.DAILY: _("Your day"),
        Interval.WEEKLY: _("Your week"),
    }.get(Interval(interval), "")
    count = ngettext("%(number)s new thing", "%(number)s new things", number)
    return f"{name}: {count % {'number': number}}"
