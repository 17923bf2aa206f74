"""Deleting what was kept long enough, in batches, and setting how long that is."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from community.access.policy import require
from community.access.viewer import Viewer
from community.audit.recording import record

from .clocks import CLOCKS, Clock
from .models import Period, Run
from .tombstone import CLOCK as BY

BATCH = 500
# A shorter period destroys: whoever sees it in the log or on the page has so long to object.
LATER = timedelta(days=7)
_log = logging.getLogger(__name__)


def days_of(clock: Clock, now: datetime, rows: Mapping[str, Period] | None = None) -> int:
    """How many days a class is kept now; a shorter period holds a week after it was set."""
    found = (_periods() if rows is None else rows).get(clock.name)
    if found is None or not clock.settable:
        return clock.days
    return max(found.days, found.before) if now < found.set_at + LATER else found.days


def _periods() -> dict[str, Period]:
    return {row.name: row for row in Period.objects.all()}


def run(now: datetime | None = None) -> Run:
    """One pass over all classes. A class that fails stops no other one; it is raised last."""
    now = now or timezone.now()
    rows, counts, errors = _periods(), {}, []
    for clock in CLOCKS:
        try:
            counts[clock.name] = _purge(clock, now - timedelta(days=days_of(clock, now, rows)))
        except Exception as error:  # noqa: BLE001  raised below
            _log.exception("retention of %s failed", clock.name)
            errors.append(error)
    done = _write(counts, now)
    if errors:
        raise ExceptionGroup("retention failed", errors)
    return done


def _purge(clock: Clock, before: datetime) -> int:
    total = 0
    while True:
        with transaction.atomic():
            count = clock.purge(before, BATCH)
        total += count
        if count < BATCH:
            return total


@transaction.atomic
def _write(counts: dict[str, int], now: datetime) -> Run:
    made = Run.objects.create(at=now, counts=counts)
    details = {name: count for name, count in counts.items() if count}
    record(actor=BY, verb="retention.run", kind="network", uid="retention", details=details)
    return made


@transaction.atomic
def set_periods(days: Mapping[str, int], *, viewer: Viewer, now: datetime | None = None) -> int:
    """Sets periods by class name; returns how many changed. ValueError below the least."""
    require(viewer, "retention.set")
    now = now or timezone.now()
    rows, changed = _periods(), {}
    for clock in CLOCKS:
        wanted = days.get(clock.name)
        if wanted is None or not clock.settable:
            continue
        if wanted < clock.least:
            raise ValueError(clock.name)
        if wanted != (rows[clock.name].days if clock.name in rows else clock.days):
            changed[clock.name] = wanted
            values = {"days": wanted, "before": days_of(clock, now, rows), "set_at": now}
            Period.objects.update_or_create(name=clock.name, defaults=values)
    if changed:
        record(
            actor=viewer.actor,
            verb="retention.set",
            kind="network",
            uid="retention",
            details=changed,
        )
    return len(changed)
