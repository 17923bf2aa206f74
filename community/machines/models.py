"""Machine tokens of organisations. What one may read is asked at each use, not kept here."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.access.machine import CEILINGS
from community.access.mixins import Addressable
from community.models import Group, Organisation, Person


class Token(Addressable):
    """A machine's key to what its organisation reads, under a ceiling that is never RED.

    `digest` is SHA-256 (hex) of the whole token, which carries 256 random bits; the token
    itself is shown once and kept nowhere. It works only while `created_by` has standing and a
    seat in the organisation.
    """

    class Ended(models.TextChoices):
        REVOKED = "revoked", _("revoked")
        MEMBERSHIP = "membership", _("its maker left")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="machine_tokens"
    )
    name = models.CharField(_("name"), max_length=80)
    prefix = models.CharField(max_length=20, unique=True)
    digest = models.CharField(max_length=64)
    ceiling = models.CharField(
        _("strictest label"), max_length=12, choices=[(one.value, one.label) for one in CEILINGS]
    )
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="machine_tokens")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    # To the minute: a machine that asks every second writes one row a minute.
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=20, choices=Ended, blank=True)

    class Meta:
        verbose_name = _("machine token")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ceiling__in=[one.value for one in CEILINGS]),
                name="machines_never_red",
            )
        ]
        indexes = [
            models.Index(fields=["organisation", "-created_at", "uid"], name="machines_listed")
        ]


class TokenGroup(models.Model):
    """A group whose things a token may read, while its maker sits there for the organisation."""

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="group_rows")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token", "group"], name="machines_group_once")
        ]

    def __str__(self) -> str:
        return f"Group of token {self.pk}"
