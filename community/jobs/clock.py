"""The clock: one worker, the leader, queues what is due by time."""

import uuid
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from . import registry
from .models import Leader, Period
from .queue import enqueue

DUTY = "clock"


def lead(holder: uuid.UUID, lease: timedelta) -> bool:
    """Takes or renews the clock's lease. True while `holder` has it."""
    now = timezone.now()
    until = now + lease
    # Far ahead means that the machine's clock was set back: a holder who died before that
    # must not keep everybody waiting until then.
    free = Q(holder=holder) | Q(lease_until__lt=now) | Q(lease_until__gt=now + 2 * lease)
    if Leader.objects.filter(free, duty=DUTY).update(holder=holder, lease_until=until):
        return True
    if Leader.objects.filter(duty=DUTY).exists():
        return False
    Leader.objects.bulk_create(
        [Leader(duty=DUTY, holder=holder, lease_until=until)], ignore_conflicts=True
    )
    return Leader.objects.filter(duty=DUTY, holder=holder).exists()


def resign(holder: uuid.UUID) -> None:
    """Frees the lease at once, for a worker that ends in good order."""
    Leader.objects.filter(duty=DUTY, holder=holder).delete()


def tick(now: datetime | None = None) -> int:
    """Queues every periodic handler that is due, and returns how many.

    Safe in two workers at once: only one of them moves a period's `due`, and the job row
    commits with that move.
    """
    now = now or timezone.now()
    known = dict(Period.objects.values_list("name", "due"))
    return sum(_start(handler, known.get(handler.name), now) for handler in registry.periodic())


def next_due(now: datetime, period: timedelta) -> datetime:
    """The first multiple of `period` since the epoch that lies after `now`, in UTC."""
    seconds = int(period.total_seconds())
    return datetime.fromtimestamp((int(now.timestamp()) // seconds + 1) * seconds, UTC)


def _start(handler: registry.Handler, due: datetime | None, now: datetime) -> bool:
    period = handler.period or timedelta(days=1)
    following = next_due(now, period)
    if due is None:
        Period.objects.bulk_create(
            [Period(name=handler.name, due=following)], ignore_conflicts=True
        )
        return False
    # Far ahead means that the machine's clock was set back: do not wait until then.
    if now < due <= now + 2 * period:
        return False
    with transaction.atomic():
        if not Period.objects.filter(name=handler.name, due=due).update(due=following):
            return False
        enqueue(handler.name, {}, key=f"every:{handler.name}")
    return True
