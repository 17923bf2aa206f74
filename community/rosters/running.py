"""Making what the rows say, one after the other, each in a transaction of its own.

A row's mark commits with what is made of it, so that a killed worker neither doubles nor
loses one. The import is locked for each row: whoever cancels is waited for, not overrun.
"""

import time

from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from community.access.actors import Actor, system
from community.audit.recording import record
from community.jobs.errors import describe
from community.jobs.queue import enqueue
from community.readers import actor_of

from .checking import code_of, mark
from .cleaning import Wrong, clean
from .knowing import known_of
from .making import Made, make
from .models import Import, Row
from .rules import importer_may
from .states import after

RUN = "rosters.run"
# Seconds until a chunk lets other work of the worker come first.
SLICE = 5.0
BY_PORTAL = system("rosters")
S = Import.State


def ask_to_run(roster: Import) -> None:
    """Queues the next chunk, in the caller's transaction."""
    enqueue(RUN, {"import": str(roster.uid)}, key=f"{RUN}:{roster.uid}")


def run_chunk(uid: str, seconds: float = SLICE) -> None:
    """Makes rows for some seconds, then queues the rest; ends the import after the last row."""
    until = time.monotonic() + seconds
    while run_next(uid):
        if time.monotonic() >= until:
            with transaction.atomic():
                ask_to_run(Import.objects.get(uid=uid))
            return


def run_next(uid: str) -> bool:
    """Makes one row. False if there was none, or the import does not run any more."""
    try:
        with transaction.atomic():
            return _next(uid)
    except (IntegrityError, DataError, ValueError, LookupError) as error:
        return _note_failure(uid, error)


def _next(uid: str) -> bool:
    roster = Import.objects.select_for_update(of=("self",)).select_related("by").get(uid=uid)
    if roster.state != S.RUNNING:
        return False
    if not importer_may(roster):
        _end(roster, "hold", BY_PORTAL)
        return False
    row = _waiting(roster)
    if row is None:
        _end(roster, "finish", BY_PORTAL)
        return False
    _make(roster, row)
    return True


def _waiting(roster: Import) -> Row | None:
    return roster.rows.filter(state=Row.State.WAITING).order_by("number").first()


def _make(roster: Import, row: Row) -> None:
    """Looks once more whether it is there: much may have come since the check."""
    try:
        values = clean(roster.kind, roster.fields, row.cells)
        mark(row, code_of(roster, values, known_of(roster, [values])))
        if not row.code:
            _note(row, make(roster, values, by=actor_of(roster.by)))
    except Wrong as wrong:
        mark(row, wrong.code)
    row.save(update_fields=["state", "code", "made"])


def _note(row: Row, made: Made) -> None:
    row.state, row.made = Row.State.MADE, made.uid


def _note_failure(uid: str, error: Exception) -> bool:
    """A row that the database refuses is marked, and the others go on."""
    with transaction.atomic():
        roster = Import.objects.select_for_update().get(uid=uid)
        if roster.state != S.RUNNING or (row := _waiting(roster)) is None:
            return False
        row.state, row.code = Row.State.FAILED, "error"
        row.save(update_fields=["state", "code"])
        details = {"row": row.number, "error": describe(error).split(" ")[0]}
        record(actor=BY_PORTAL, verb="import.row_failed", kind="import", uid=uid, details=details)
    return True


def _end(roster: Import, act: str, by: Actor) -> None:
    roster.state = after(roster, act)
    roster.ended_at = timezone.now() if roster.state == S.DONE else None
    roster.save(update_fields=["state", "ended_at"])
    record(actor=by, verb=f"import.{act}", kind="import", uid=str(roster.uid))


@transaction.atomic
def fail(uid: str) -> None:
    """The worker gave it up; somebody may try again with `resume`."""
    roster = Import.objects.select_for_update().get(uid=uid)
    if roster.state in (S.RUNNING, S.UPLOADED):
        _end(roster, "fail", BY_PORTAL)
