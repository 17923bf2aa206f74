"""What stands beside an organisation: who agreed to a public profile, and states with reasons."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.models import Organisation, Person


class Profile(models.Model):
    """`revision` grows with each edit: a form that was opened before the last one is told."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="profile"
    )
    revision = models.PositiveIntegerField(default=0)
    public_since = models.DateTimeField(null=True, blank=True)
    public_agreed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self) -> str:
        return f"Profile {self.pk}"


class StateNote(models.Model):
    """Why an organisation was suspended, resumed or let go; for the secretariat alone."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="state_notes"
    )
    state = models.CharField(_("state"), max_length=20, choices=Organisation.State)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"State note {self.pk}"
