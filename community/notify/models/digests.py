"""What is collected for a person's next digest, and when that is due."""

import uuid

from django.db import models
from django.utils import timezone

from community.access.tlp import Label
from community.models import Person

from .outgoing import OutgoingMail
from .subscriptions import Interval


class DigestItem(models.Model):
    """One thing that a person's digest will tell of, if they may still read it then.

    `mail` is the digest it went into. The row stays after that: a rise of the thing's label
    is told to who was mailed under the milder one.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    interval = models.CharField(max_length=10, choices=Interval)
    kind = models.CharField(max_length=64)
    thing_kind = models.CharField(max_length=64)
    thing_uid = models.UUIDField()
    label = models.CharField(max_length=16, choices=Label.choices)
    stream = models.CharField(max_length=100)
    created = models.DateTimeField(default=timezone.now)
    mail = models.ForeignKey(
        OutgoingMail, null=True, blank=True, on_delete=models.CASCADE, related_name="items"
    )
    # Whether the mail that was sent told of it.
    told = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "thing_kind", "thing_uid", "person"], name="notify_one_item"
            )
        ]
        indexes = [models.Index(fields=["person", "interval", "mail"], name="notify_collected")]

    def __str__(self) -> str:
        return f"digest item {self.pk}"


class DigestDue(models.Model):
    """One row a person and interval for which something waits: looking for who is due reads
    the due ones alone."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    interval = models.CharField(max_length=10, choices=Interval)
    due = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "interval"], name="notify_one_due")
        ]

    def __str__(self) -> str:
        return f"digest due {self.uid}"
