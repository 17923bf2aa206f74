"""What time does to memberships: beginnings that nobody is there to write down."""

from django.utils import timezone

from . import membership
from .beginnings import people_due
from .founding import REFRESH
from .jobs.payload import Payload
from .jobs.registry import every, register
from .models import Person


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
