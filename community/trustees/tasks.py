"""What time does to broken glass: requests lapse, shares are wiped."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from community.access.actors import system
from community.audit.recording import record
from community.jobs.payload import Payload
from community.jobs.registry import every
from community.queues import keeping

from .breaking import QUEUE
from .models import Opening


@every(300, "trustees.sweep", transactional=False)
def sweep(payload: Payload) -> None:
    """Closes what nobody confirmed in time and wipes the shares of what is over."""
    wipe_shares(timezone.now())
    for opening in _lapsed(timezone.now()):
        lapse(opening, timezone.now())


def wipe_shares(now: datetime) -> int:
    """Returns how many openings still had a share."""
    over = Opening.objects.filter(confirmed_at__lte=now - Opening.OPEN_FOR)
    return over.exclude(share="", other_share="").update(share="", other_share="")


@transaction.atomic
def lapse(opening: Opening, now: datetime) -> None:
    """Notes that a request lapsed; nothing if it was decided meanwhile."""
    row = Opening.objects.select_for_update(of=("self",)).get(pk=opening.pk)
    if row.lapsed_at is not None or row.state(now) is not Opening.State.LAPSED:
        return
    row.lapsed_at = now
    row.save(update_fields=["lapsed_at"])
    keeping.close(QUEUE, row.uid)
    record(
        actor=system("clock"),
        verb="glass.lapse",
        kind=row.thing_kind,
        uid=str(row.thing_uid),
        details={"opening": str(row.uid)},
    )


def _lapsed(now: datetime) -> list[Opening]:
    undecided = Q(confirmed_at=None, declined_at=None, lapsed_at=None)
    return list(Opening.objects.filter(undecided, asked_at__lte=now - Opening.CONFIRM_WITHIN))
