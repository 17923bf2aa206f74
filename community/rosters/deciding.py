"""What people do with a list that is checked: start it, have it approved, stop it, go on.

Each act locks the import first, so that of two at once the later one sees the earlier's.
"""

from django.db import transaction
from django.utils import timezone

from community.access.policy import require
from community.audit.recording import record
from community.people.acting import Acting
from community.queues import keeping

from .checking import ask_to_check
from .models import Approval, Import
from .rules import approvals_needed
from .running import ask_to_run
from .states import REACHED, NotNow, after

QUEUE = "imports"
S = Import.State


@transaction.atomic
def start(roster: Import, *, by: Acting) -> Import:
    """Begins to make the rows; each organisation and each person is then vetted as any other."""
    found = locked(roster)
    require(by.viewer, "import.start", found)
    if _reached(found, "start"):
        return found
    state = after(found, "start")
    keeping.close(QUEUE, found.uid)
    found.approvals.all().delete()
    _run(found, state, Import.Route.VETTING)
    _log(found, "import.start", by)
    return found


@transaction.atomic
def ask(roster: Import, *, by: Acting) -> Import:
    """Asks others to let in the list as a whole; it waits in a queue for them."""
    found = locked(roster)
    require(by.viewer, "import.start", found)
    if _reached(found, "ask"):
        return found
    found.state, found.asked_at = after(found, "ask"), timezone.now()
    found.save(update_fields=["state", "asked_at"])
    keeping.put(QUEUE, "import", found.uid, role="secretariat", deputy_role="trustee")
    keeping.call_deputies(QUEUE, found.uid)
    _log(found, "import.ask", by)
    return found


@transaction.atomic
def approve(roster: Import, *, by: Acting) -> Import:
    """Another person lets in the list. It begins to run once enough of them have."""
    found = locked(roster)
    after(found, "approve")
    require(by.viewer, "import.approve", found)
    Approval.objects.create(roster=found, by=by.person, at=timezone.now())
    if found.approvals.count() >= approvals_needed(found):
        keeping.close(QUEUE, found.uid)
        _run(found, after(found, "enough"), Import.Route.APPROVED)
    _log(found, "import.approve", by)
    return found


@transaction.atomic
def cancel(roster: Import, *, by: Acting) -> Import:
    """Stops it for good or for now; a row that is being made is finished before."""
    found = locked(roster)
    require(by.viewer, "import.bring", found)
    if _reached(found, "cancel"):
        return found
    found.state, found.ended_at = after(found, "cancel"), timezone.now()
    # What was asked is asked anew if it goes on: the approvals were for now.
    if found.started_at is None:
        found.approvals.all().delete()
    found.save(update_fields=["state", "ended_at"])
    keeping.close(QUEUE, found.uid)
    _log(found, "import.cancel", by)
    return found


@transaction.atomic
def pause(roster: Import, *, by: Acting) -> Import:
    """Stops it after the row in hand."""
    found = locked(roster)
    require(by.viewer, "import.bring", found)
    if _reached(found, "pause"):
        return found
    found.state = after(found, "pause")
    found.save(update_fields=["state"])
    _log(found, "import.pause", by)
    return found


@transaction.atomic
def resume(roster: Import, *, by: Acting) -> Import:
    """Goes on where it stopped. Rows that are made are not made again."""
    found = locked(roster)
    require(by.viewer, "import.bring", found)
    if _reached(found, "resume"):
        return found
    found.state, found.ended_at = _resumed(found), None
    found.save(update_fields=["state", "ended_at"])
    if found.state == S.UPLOADED:
        ask_to_check(found)
    elif found.state == S.RUNNING:
        ask_to_run(found)
    _log(found, "import.resume", by)
    return found


def locked(roster: Import) -> Import:
    """The import as it stands, kept from others until the transaction ends."""
    rows = Import.objects.select_for_update(of=("self",)).select_related("by")
    return rows.get(pk=roster.pk)


def _resumed(roster: Import) -> str:
    if roster.wiped_at is not None:
        raise NotNow("resume")
    return after(roster, "resume")


def _reached(roster: Import, act: str) -> bool:
    """A second click: what it asks for is so already."""
    return roster.state in REACHED[act]


def _run(roster: Import, state: str, route: str) -> None:
    roster.state, roster.route, roster.started_at = state, route, timezone.now()
    roster.save(update_fields=["state", "route", "started_at"])
    ask_to_run(roster)


def _log(roster: Import, verb: str, by: Acting) -> None:
    details = {"list": roster.kind, "rows": roster.total}
    record(actor=by.actor, verb=verb, kind="import", uid=str(roster.uid), details=details)
