"""Who vouches for an applicant."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.access.mixins import Addressable
from community.models import Organisation, Person

from .applications import Application


class Sponsorship(Addressable):
    """One sponsor the applicant named. `typed` is their word; person and organisation are found
    by the portal or by the secretariat, and are not told to the applicant before they agree."""

    class State(models.TextChoices):
        NAMED = "named", _("named, not found yet")
        ASKED = "asked", _("asked")
        CONFIRMED = "confirmed", _("confirmed")
        DECLINED = "declined", _("declined")
        NOT_FOUND = "not_found", _("not found")

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="sponsorships"
    )
    typed = models.CharField(max_length=254)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=20, choices=State, default=State.NAMED)
    reason = models.TextField(blank=True)
    named_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("sponsorship")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "person"], name="joining_sponsor_asked_once"
            )
        ]
