"""What stands beside a team: when it is reached, and the mailbox that is not proven yet."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models import Team

from .codes import CodeProof

# Contacts that nobody has looked at for this long are shown with a warning.
FRESH_FOR = timedelta(days=180)


class TeamCard(CodeProof):
    """`code_address` is the wanted mailbox; it becomes the team's with the code sent there."""

    team = models.OneToOneField(Team, on_delete=models.CASCADE, related_name="card")
    hours = models.CharField(_("when it is reached"), max_length=200, blank=True)
    constituency = models.CharField(_("whom it serves"), max_length=300, blank=True)
    is_public = models.BooleanField(_("shown to everybody"), default=False)
    mailbox_confirmed_at = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"Team card {self.pk}"

    def is_fresh(self, now: datetime | None = None) -> bool:
        """Whether somebody has lately said that the contacts are right."""
        moment = now or timezone.now()
        return self.verified_at is not None and moment - self.verified_at < FRESH_FOR
