"""What waits for somebody's decision: one row per thing and queue, with owner and age."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.access.mixins import Addressable
from community.models import Person


class Item(Addressable):
    """A thing that waits in a queue until it is closed.

    `role` says who may act, in the words of a viewer's roles: `secretariat`, `trustee`, or
    `administrator:12` for the administrators of one organisation. The row holds no text: what
    it is about is read by the queue's own slice, which asks the rule.
    """

    queue = models.CharField(max_length=40)
    thing_kind = models.CharField(max_length=40)
    thing_uid = models.UUIDField()
    role = models.CharField(max_length=60)
    # Who may act besides, once they are called: where the role is too small, or too late.
    deputy_role = models.CharField(max_length=60, blank=True)
    deputies_called_at = models.DateTimeField(null=True, blank=True)
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    opened_at = models.DateTimeField()
    # Set while the thing waits for its applicant: the age of the queue is not theirs.
    paused_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("waiting item")
        constraints = [
            models.UniqueConstraint(
                fields=["queue", "thing_kind", "thing_uid"],
                condition=models.Q(closed_at=None),
                name="queues_once_per_thing",
            )
        ]
        indexes = [
            models.Index(
                fields=["role", "opened_at", "uid"],
                condition=models.Q(closed_at=None),
                name="queues_open_by_role",
            ),
            models.Index(
                fields=["opened_at"], condition=models.Q(closed_at=None), name="queues_oldest"
            ),
        ]
