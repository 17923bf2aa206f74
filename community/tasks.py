"""What time does to members: beginnings that nobody is there to write down, old receipts."""

from datetime import timedelta

from django.utils import timezone

from . import membership
from .beginnings import people_due
from .founding import REFRESH
from .jobs.payload import Payload
from .jobs.registry import every, register
from .models import Person, Receipt

# Longer than any retry or double click, short enough that a receipt is no diary.
KEEP_RECEIPTS = timedelta(days=1)


@every(60, "membership.begin", transactional=False)
def begin_what_is_due(payload: Payload) -> None:
    """Seats and successions whose day has come; one short transaction a person."""
    now = timezone.now()
    for person in people_due(now):
        membership.refresh_if_stale(person, now)


@register(REFRESH)
def refresh_everybody(payload: Payload) -> None:
    """Standing and holdings of all, after what all are asked for has changed."""
    for person in Person.objects.exclude(seats=None).order_by("pk"):
        membership.refresh_if_stale(person)


@every(3600, "community.purge_receipts")
def purge_receipts(payload: Payload) -> None:
    """Deletes the receipts of creating acts after a day."""
    Receipt.objects.filter(at__lt=timezone.now() - KEEP_RECEIPTS).delete()
