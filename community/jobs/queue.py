"""Asking for work. The only module that other apps need to queue something."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from . import payload as payloads
from . import registry
from .models import Job


def enqueue(
    handler: str,
    payload: payloads.Payload,
    *,
    key: str | None = None,
    queue: str = "default",
    run_after: datetime | None = None,
) -> Job:
    """Writes a job row inside the caller's transaction and returns it.

    handler: a registered name. payload: ids only. key: names the work, so that a pending
    row with the same key is returned instead of a second one (its payload stays, its time
    is brought forward if this call wants it earlier). queue: "urgent" is served first.
    run_after: not before this time, in UTC; now if None.
    """
    payloads.check(payload)
    job = Job(
        handler=handler,
        payload=payload,
        key=key,
        queue=queue,
        run_after=run_after or timezone.now(),
        max_tries=registry.handler(handler).max_tries,
    )
    if key is None:
        job.save(force_insert=True)
        return job
    with transaction.atomic(savepoint=False):
        return _once(job)


def enqueue_many(
    handler: str,
    wanted: Iterable[tuple[payloads.Payload, str, datetime | None]],
    *,
    queue: str = "default",
) -> int:
    """As `enqueue` for many at once: payload, key and time of each; returns how many.

    For work whose key nobody else asks for, as a mail's own uid: a pending row with the same
    key is left as it is, and not locked.
    """
    now, tries = timezone.now(), registry.handler(handler).max_tries
    jobs = []
    for payload, key, run_after in wanted:
        payloads.check(payload)
        jobs.append(
            Job(
                handler=handler,
                payload=payload,
                key=key,
                queue=queue,
                run_after=run_after or now,
                max_tries=tries,
            )
        )
    Job.objects.bulk_create(jobs, ignore_conflicts=True)
    return len(jobs)


def _once(wanted: Job) -> Job:
    """Inserts, or locks the pending row that is already there.

    The lock is what makes "already queued" safe: until the caller commits, no worker can
    take that row and do the work on data from before this transaction.
    """
    for _ in range(10):
        Job.objects.bulk_create([wanted], ignore_conflicts=True)
        found = (
            Job.objects.select_for_update()
            .filter(key=wanted.key, state=Job.State.PENDING)
            .order_by("pk")
            .first()
        )
        if found is not None:
            if found.run_after > wanted.run_after:
                found.run_after = wanted.run_after
                found.save(update_fields=["run_after"])
            return found
        # A worker took it between the two statements: queue it anew.
    raise RuntimeError("job key is never free")
