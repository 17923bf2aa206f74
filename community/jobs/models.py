"""One table of work to do, and the three small ones a worker keeps beside it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Job(models.Model):
    """A piece of work: which handler, on which ids, from when on, under whose lease.

    `key` names the work itself, so that asking for it twice queues it once. It is unique
    among pending rows only: what is being done now may be asked for again.
    """

    class State(models.TextChoices):
        PENDING = "pending"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        # Was to be tried again, but the same key had been queued anew meanwhile.
        SUPERSEDED = "superseded"

    queue = models.CharField(max_length=32, default="default")
    key = models.CharField(max_length=200, null=True, blank=True)
    handler = models.CharField(max_length=100)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=16, choices=State.choices, default=State.PENDING)
    run_after = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_token = models.UUIDField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    max_tries = models.PositiveSmallIntegerField(default=8)
    error = models.CharField(max_length=300, blank=True)
    created = models.DateTimeField(default=timezone.now)
    finished = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(state="pending"), name="jobs_key_once_pending"
            ),
            models.CheckConstraint(
                condition=~Q(state="running")
                | Q(lease_until__isnull=False, lease_token__isnull=False),
                name="jobs_running_has_lease",
            ),
        ]
        indexes = [
            models.Index(
                fields=["queue", "run_after", "id"],
                condition=Q(state="pending"),
                name="jobs_due_by_queue",
            ),
            models.Index(fields=["run_after", "id"], condition=Q(state="pending"), name="jobs_due"),
            models.Index(fields=["lease_until"], condition=Q(state="running"), name="jobs_leases"),
            models.Index(fields=["key"], condition=Q(state="running"), name="jobs_running_key"),
            models.Index(fields=["state", "finished"], name="jobs_finished"),
        ]

    def __str__(self) -> str:
        return f"{self.handler} job {self.pk}"


class Leader(models.Model):
    """Who holds a duty that only one worker may have, and until when."""

    duty = models.CharField(max_length=32, primary_key=True)
    holder = models.UUIDField()
    lease_until = models.DateTimeField()

    def __str__(self) -> str:
        return f"leader of {self.duty}"


class Period(models.Model):
    """When a periodic handler is next due. Moving `due` is what makes it run once."""

    name = models.CharField(max_length=100, primary_key=True)
    due = models.DateTimeField()

    def __str__(self) -> str:
        return f"period {self.name}"


class Beat(models.Model):
    """A living worker's sign of life."""

    worker = models.UUIDField(primary_key=True, default=uuid.uuid4)
    started = models.DateTimeField(default=timezone.now)
    seen = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"worker {self.worker}"
