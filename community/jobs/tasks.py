"""The table's own housekeeping."""

from datetime import timedelta

from django.utils import timezone

from .models import Beat, Job
from .payload import Payload
from .registry import every

# Long enough to look into yesterday's trouble. Failed rows stay until someone decides.
KEEP_DONE = timedelta(days=3)
KEEP_BEATS = timedelta(days=1)


@every(3600, "jobs.purge")
def purge(payload: Payload) -> None:
    """Deletes rows that are done or superseded, and the beats of long dead workers."""
    now = timezone.now()
    over = [Job.State.DONE, Job.State.SUPERSEDED]
    Job.objects.filter(state__in=over, finished__lt=now - KEEP_DONE).delete()
    Beat.objects.filter(seen__lt=now - KEEP_BEATS).delete()
