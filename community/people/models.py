"""Invitations, requests to be let in, and what the secretariat decided about a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.access.mixins import Addressable
from community.models import Organisation, Seat, VettingCase

PERSON = "community.Person"


class Invitation(Addressable):
    """A seat offered to an address. The secret of its link is kept as a hash only.

    Sending it again makes a new secret and a new end. It is used up by `accepted_at`.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="invitations"
    )
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=20, choices=Seat.Role, default=Seat.Role.MEMBER)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    times_sent = models.PositiveSmallIntegerField(default=1)
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    person = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitations"
    )

    class Meta:
        verbose_name = _("invitation")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="people_one_open_invitation",
            )
        ]


class Request(Addressable):
    """Somebody asks to be let in with an address; `organisation` follows from its domain.

    Without an organisation the row waits for nobody and is deleted by the clock. Nothing is
    asked of anybody before `proven_at`.
    """

    class Decision(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        DECLINED = "declined", _("declined")

    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.CASCADE, related_name="person_requests"
    )
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=150)
    note = models.TextField(blank=True)
    language = models.CharField(max_length=10)
    digest = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    proven_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=20, choices=Decision, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("request to be let in")


class Introduction(models.Model):
    """Who of the organisation stands behind a person's case: never one of its vetters."""

    case = models.OneToOneField(VettingCase, on_delete=models.CASCADE, related_name="introduction")
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"Introduction {self.pk}"


class Measure(Addressable):
    """The secretariat shuts somebody out: for a time at once, or for good with a second person.

    A suspension holds from `at` until a second person ends it; a removal waits for one.
    """

    class Kind(models.TextChoices):
        SUSPENSION = "suspension", _("suspension")
        REMOVAL = "removal", _("removal")

    class Outcome(models.TextChoices):
        LIFTED = "lifted", _("lifted")
        DONE = "done", _("carried out")
        DROPPED = "dropped", _("not carried out")

    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="measures")
    kind = models.CharField(max_length=20, choices=Kind)
    reason = models.TextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    ended_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("measure")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=models.Q(ended_at=None),
                name="people_one_open_measure",
            )
        ]


class Sleep(models.Model):
    """How far an account has fallen asleep: told, asleep, asking to be woken."""

    person = models.OneToOneField(PERSON, on_delete=models.CASCADE, related_name="sleep")
    told_at = models.DateTimeField()
    asleep_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Sleep {self.pk}"
