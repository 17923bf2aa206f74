"""Taking a job and giving it back. Each function is a transaction of its own, except
`hold` and `done`, which a transactional handler runs inside."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from . import registry
from .models import Job


class LeaseLost(Exception):
    """Somebody else holds this job now; whatever was done for it must not count."""


def claim(lease: timedelta, queues: Sequence[str] = ()) -> Job | None:
    """Takes the next job there is, or None. What a killed worker left comes first."""
    for candidates in _candidates(queues):
        # A plain look first: an idle worker must not ask SQLite for the write lock.
        if not candidates.exists():
            continue
        with transaction.atomic():
            job = _take(candidates, lease)
        if job is not None:
            return job
    return None


def hold(job: Job, lease: timedelta) -> None:
    """Renews the lease; LeaseLost if it is no longer ours. Inside a transaction it also
    locks the row until the end, so that nobody else can take the job meanwhile."""
    if not _mine(job).update(lease_until=timezone.now() + lease):
        raise LeaseLost


def done(job: Job) -> None:
    """Marks the job done; LeaseLost, which undoes the caller's work, if it is not ours."""
    marks = {"state": Job.State.DONE, "finished": timezone.now(), "error": ""}
    if not _mine(job).update(lease_until=None, lease_token=None, **marks):
        raise LeaseLost


def give_back(job: Job, error: str, delay: timedelta) -> None:
    """To be tried again after `delay`, unless its key has been queued anew meanwhile."""
    later = {"run_after": timezone.now() + delay, "lease_until": None, "lease_token": None}
    try:
        with transaction.atomic():
            _mine(job).update(state=Job.State.PENDING, error=error, **later)
    except IntegrityError:
        _finish(job, Job.State.SUPERSEDED, error)


def give_up(job: Job, error: str) -> None:
    """The row stays as failed; the handler's own `on_failed` commits with that mark."""
    with transaction.atomic():
        on_failed = registry.handler(job.handler).on_failed
        if _finish(job, Job.State.FAILED, error) and on_failed is not None:
            on_failed(job.payload)


def _finish(job: Job, state: Job.State, error: str) -> int:
    marks = {"state": state, "error": error, "finished": timezone.now()}
    return _mine(job).update(lease_until=None, lease_token=None, **marks)


def _mine(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, lease_token=job.lease_token)


def _candidates(queues: Sequence[str]) -> Iterator[QuerySet[Job]]:
    now = timezone.now()
    known = Job.objects.filter(handler__in=registry.names())
    if queues:
        known = known.filter(queue__in=queues)
    yield known.filter(state=Job.State.RUNNING, lease_until__lt=now).order_by("lease_until", "pk")
    # Two rows of one key never run side by side: the later one sees what the earlier did.
    twin = Job.objects.filter(state=Job.State.RUNNING, key=OuterRef("key"))
    due = known.filter(~Exists(twin), state=Job.State.PENDING, run_after__lte=now)
    due = due.order_by("run_after", "pk")
    yield due.filter(queue="urgent")
    yield due


def _take(candidates: QuerySet[Job], lease: timedelta) -> Job | None:
    if connection.features.has_select_for_update_skip_locked:
        candidates = candidates.select_for_update(skip_locked=True, of=("self",))
    job = candidates.first()
    if job is None:
        return None
    token, until = uuid.uuid4(), timezone.now() + lease
    taken = Job.objects.filter(pk=job.pk, state=job.state, lease_token=job.lease_token).update(
        state=Job.State.RUNNING, lease_token=token, lease_until=until, tries=job.tries + 1
    )
    if not taken:
        return None
    job.state, job.lease_token, job.lease_until = Job.State.RUNNING, token, until
    job.tries += 1
    return job
