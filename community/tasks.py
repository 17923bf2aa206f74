"""The members' own housekeeping."""

from datetime import timedelta

from django.utils import timezone

from .jobs.payload import Payload
from .jobs.registry import every
from .models import Receipt

# Longer than any retry or double click, short enough that a receipt is no diary.
KEEP_RECEIPTS = timedelta(days=1)


@every(3600, "community.purge_receipts")
def purge_receipts(payload: Payload) -> None:
    """Deletes the receipts of creating acts after a day."""
    Receipt.objects.filter(at__lt=timezone.now() - KEEP_RECEIPTS).delete()
