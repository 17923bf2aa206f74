"""Addresses that mail no longer goes to."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StoppedAddress(models.Model):
    """An address whose server said for good that it takes no mail. Codes still go there.

    It is an address, not a person: who has the same one again is told the same.
    """

    class Reason(models.TextChoices):
        REFUSED = "refused", _("its server refused it while we sent")
        BOUNCED = "bounced", _("its server sent it back")

    address = models.EmailField(max_length=320, unique=True)
    reason = models.CharField(max_length=16, choices=Reason)
    # As in RFC 3463, 5.1.1; empty where the server gave none.
    status = models.CharField(max_length=12, blank=True)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"Stopped address {self.pk}"
