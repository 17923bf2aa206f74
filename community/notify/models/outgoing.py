"""Outgoing mail as rows: nothing is sent that was not written down with what it tells of."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.access.tlp import Label


class OutgoingMail(models.Model):
    """One mail to one address about one thing. Its job row holds lease and tries.

    `recipient` is the person's id, or the address where there is no person, in one column
    that is never null: with `kind` and the thing it makes a second fan-out do nothing.
    A row whose kind is composed late has no text before it is sent: the thing is asked then.
    """

    class Why(models.TextChoices):
        """Why it was written to this recipient."""

        ACCOUNT = "account", _("about your account")
        LETTER = "letter", _("a letter of the portal to you")
        SUBSCRIPTION = "subscription", _("a subscription of yours")
        DIGEST = "digest", _("your collected mail")
        CRISIS = "crisis", _("crisis mail, which nobody can end")
        MAILBOX = "mailbox", _("your team's mailbox is addressed")
        EARLIER = "earlier", _("you were mailed about this before")

    class Withheld(models.TextChoices):
        """Why it was not sent after all."""

        RULE = "rule", _("you may no longer read it")
        MUTED = "muted", _("you ended this subscription")
        STOPPED = "stopped", _("your address refused our mail")
        EMPTY = "empty", _("nothing was left to tell")

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
    why = models.CharField(max_length=16, choices=Why, blank=True)
    withheld = models.CharField(max_length=16, choices=Withheld, blank=True)
    # The subscription that answered, as `kind@place`; ends with a click in the mail.
    stream = models.CharField(max_length=100, blank=True)
    # What its mails are shown together under, as `kind:uid`.
    thread = models.CharField(max_length=100, blank=True)
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
            models.Index(fields=["person_id", "-created", "uid"], name="notify_of_person"),
            models.Index(fields=["kind", "thing_uid"], name="notify_of_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} mail {self.uid}"
