"""The demo's now: taken at the first run and kept, so that a second run changes nothing."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from community.audit.models import Entry
from community.audit.recording import record

from .names import DEMO, uid_of

_VERB = "demo.start"


@dataclass(frozen=True, slots=True)
class Clock:
    """Times of the content, which are told in days before `now`."""

    now: datetime

    def ago(self, days: float) -> datetime:
        """`days` before the demo's now."""
        return self.now - timedelta(days=days)


class FutureStart(ValueError):
    """Nobody can have written anything tomorrow."""


@transaction.atomic
def start_clock(now: datetime | None = None) -> Clock:
    """The clock of the network that is there, else one that starts at `now` or this moment.

    The first row the demo writes in the audit log keeps it. `FutureStart` for a later time.
    """
    known = Entry.objects.filter(verb=_VERB, kind="demo").order_by("seq").first()
    if known is not None:
        return Clock(datetime.fromisoformat(json.loads(known.details)["now"]))
    now = (now or timezone.now()).replace(microsecond=0)
    if now > timezone.now():
        raise FutureStart
    record(
        actor=DEMO,
        verb=_VERB,
        kind="demo",
        uid=str(uid_of("demo", "start")),
        details={"now": now.isoformat()},
    )
    return Clock(now)
