"""Outgoing mail as rows: nothing is sent that was not written down with what it tells of."""

import uuid

from django.db import models
from django.utils import timezone

from community.access.tlp import Label


class OutgoingMail(models.Model):
    """One mail to one address about one thing. Its job row holds lease and tries.

    `recipient` is the person's id, or the address where there is no person, in one column
    that is never null: with `kind` and the thing it makes a second fan-out do nothing.
    """

    class State(models.TextChoices):
        QUEUED = "queued"
        IN_FLIGHT = "in flight"
        RETRY = "retry"
        WITHHELD = "withheld"
        SENT = "sent"
        BOUNCED = "bounced"
        FAILED = "failed"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=64)
    thing_kind = models.CharField(max_length=64)
    thing_uid = models.UUIDField()
    recipient = models.CharField(max_length=320)
    person_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    address = models.EmailField(max_length=320)
    subject = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    label = models.CharField(max_length=16, choices=Label.choices, blank=True)
    language = models.CharField(max_length=16)
    # Holds a code or a link that opens something: the text is wiped once it is sent.
    secret = models.BooleanField(default=False)
    message_id = models.CharField(max_length=255, unique=True)
    state = models.CharField(max_length=16, choices=State.choices, default=State.QUEUED)
    created = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "thing_kind", "thing_uid", "recipient"],
                name="notify_once_per_recipient",
            )
        ]
        indexes = [
            models.Index(fields=["state", "created"], name="notify_state"),
            models.Index(fields=["-created", "uid"], name="notify_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} mail {self.uid}"
