"""Keys of trustees, sealed acts, and requests to break the glass.

Written by the verbs of this package alone.
"""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.access.mixins import Addressable
from community.models import Person


class TrusteeKey(Addressable):
    """A trustee's X25519 key pair. The private half is encrypted under a passphrase that is
    stored nowhere: `salt` and `box` are of no use without it. All texts are base64."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="trustee_keys")
    public = models.CharField(max_length=60)
    salt = models.CharField(max_length=40)
    box = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    # A newer key took its place: nothing is sealed to it any more, old acts still open with it.
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("key of a trustee")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(retired_at=None),
                name="trustees_one_key_in_use",
            )
        ]


class SealedAct(models.Model):
    """Who did a sealed act, readable only by two trustees together.

    `digest` stands in the act's row of the audit log, so the chain covers every byte of
    `sealed` (format: `sealing`). The row can be erased; the log then still says that it was.
    """

    digest = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=40)
    thing_uid = models.UUIDField()
    sealed = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["kind", "thing_uid"], name="trustees_sealed_thing")]

    def __str__(self) -> str:
        return f"sealed act {self.pk}"


class Opening(Addressable):
    """One request to break the glass: by one trustee, confirmed by another, then open to both.

    Whether a thing with this uid exists is not looked at before the second trustee confirms.
    """

    CONFIRM_WITHIN = timedelta(hours=24)
    OPEN_FOR = timedelta(minutes=60)

    class Purpose(models.TextChoices):
        READ = "read", _("read a thing")
        UNSEAL = "unseal", _("learn a sealed author's name")

    class State(models.TextChoices):
        ASKED = "asked", _("waits for a second trustee")
        OPEN = "open", _("open")
        CLOSED = "closed", _("over")
        DECLINED = "declined", _("declined")
        LAPSED = "lapsed", _("nobody confirmed in time")

    purpose = models.CharField(max_length=10, choices=Purpose)
    thing_kind = models.CharField(max_length=40)
    thing_uid = models.UUIDField()
    # Of a post in its topic.
    number = models.PositiveIntegerField(null=True, blank=True)
    reason = models.TextField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    declined_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    declined_at = models.DateTimeField(null=True, blank=True)
    lapsed_at = models.DateTimeField(null=True, blank=True)
    # Halves of a sealed act's key: one alone says nothing. Wiped when the opening is over.
    share = models.TextField(blank=True)
    other_share = models.TextField(blank=True)

    class Meta:
        verbose_name = _("request to break the glass")
        ordering = ["-asked_at", "uid"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(confirmed_by=models.F("asked_by")),
                name="trustees_two_different",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None, confirmed_at=None)
                | models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="trustees_confirmed_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["-asked_at", "uid"], name="trustees_newest")]

    def state(self, now: datetime) -> "Opening.State":
        """Where the request stands at `now`; time alone ends it, not a job."""
        if self.declined_at is not None:
            return self.State.DECLINED
        if self.confirmed_at is not None:
            return self.State.OPEN if now < self.closes_at else self.State.CLOSED
        return self.State.ASKED if now < self.lapses_at else self.State.LAPSED

    @property
    def lapses_at(self) -> datetime:
        """Until when a second trustee may confirm."""
        return self.asked_at + self.CONFIRM_WITHIN

    @property
    def closes_at(self) -> datetime:
        """Until when it may be read; the request's own end if nobody has confirmed."""
        return self.confirmed_at + self.OPEN_FOR if self.confirmed_at else self.lapses_at
