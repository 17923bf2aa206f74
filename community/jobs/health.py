"""What the site tells its operators about the work that waits."""

import uuid
from datetime import datetime, timedelta

from django.utils import timezone

from .models import Beat, Job

BEAT_EVERY = timedelta(seconds=10)
# A few missed beats are a long write, not a death; operators are told well within 5 minutes.
ALIVE_WITHIN = timedelta(seconds=90)


def beat(worker: uuid.UUID) -> None:
    """A worker's sign of life."""
    Beat.objects.update_or_create(worker=worker, defaults={"seen": timezone.now()})


def worker_alive() -> datetime | None:
    """When a living worker was last seen (UTC), or None if no worker is alive."""
    since = timezone.now() - ALIVE_WITHIN
    found = Beat.objects.filter(seen__gte=since).order_by("-seen").first()
    return found.seen if found else None


def oldest_due() -> datetime | None:
    """Since when the job that waits longest has been due (UTC), or None if none waits."""
    due = Job.objects.filter(state=Job.State.PENDING, run_after__lte=timezone.now())
    return due.order_by("run_after", "pk").values_list("run_after", flat=True).first()


def failed_count() -> int:
    """How many jobs were given up and wait for an operator."""
    return Job.objects.filter(state=Job.State.FAILED).count()
