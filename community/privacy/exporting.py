"""One's own copy: asked for, made, taken at most twice, gone after a week."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.access.policy import Refused, require
from community.access.viewer import Viewer
from community.audit.recording import record
from community.forums.posting import posts_of
from community.jobs.queue import enqueue
from community.models import Person

from . import letters
from .models import Export
from .packing import packed

MAKE = "privacy.make_export"
KEPT = timedelta(days=7)
MOST_DOWNLOADS = 2
# With fewer posts the copy is made while the page waits for it.
SMALL = 500
HEADERS = {
    "Content-Type": "application/zip",
    "Content-Disposition": 'attachment; filename="my-data.zip"',
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


@transaction.atomic
def ask_export(person: Person, *, viewer: Viewer, now: datetime | None = None) -> Export:
    """A new copy in place of the one before; ready at once for a small account.

    Two presses make one: a copy that is being made is returned.
    """
    require(viewer, "data.ask", person)
    now = now or timezone.now()
    Person.objects.select_for_update().get(pk=person.pk)
    found = Export.objects.filter(person=person).first()
    if found is not None and found.ready_at is None:
        return found
    Export.objects.filter(person=person).delete()
    made = Export.objects.create(person=person, asked_at=now)
    if posts_of(person).count() < SMALL:
        _make(made, now)
    else:
        enqueue(MAKE, {"export": str(made.uid)}, key=f"export:{made.uid}")
    record(actor=viewer.actor, verb="data.ask", kind="person", uid=str(person.uid))
    return made


@transaction.atomic
def make_export(uid: str, now: datetime | None = None) -> None:
    """The job: makes the copy and tells the person. Nothing if it is there or gone."""
    row = Export.objects.select_for_update().filter(uid=uid, ready_at=None).first()
    if row is not None:
        _make(row, now or timezone.now())
        letters.export_ready(row)


def _make(row: Export, now: datetime) -> None:
    row.content = packed(row.person, now)
    row.size, row.ready_at, row.expires_at = len(row.content), now, now + KEPT
    row.save(update_fields=["content", "size", "ready_at", "expires_at"])


@transaction.atomic
def take(person: Person, *, viewer: Viewer, now: datetime | None = None) -> bytes:
    """The bytes of one's own copy. Refused after two times, after a week, or without one."""
    require(viewer, "data.ask", person)
    now = now or timezone.now()
    row = Export.objects.select_for_update().filter(person=person).first()
    if row is None or row.content is None or row.expires_at is None or row.expires_at <= now:
        raise Refused("data.download", _("There is no copy to download: ask for a new one."))
    if row.downloads >= MOST_DOWNLOADS:
        raise Refused("data.download", _("It was downloaded twice: ask for a new copy."))
    row.downloads += 1
    row.save(update_fields=["downloads"])
    details = {"time": row.downloads, "bytes": row.size}
    record(
        actor=viewer.actor,
        verb="data.download",
        kind="person",
        uid=str(person.uid),
        details=details,
    )
    return bytes(row.content)
