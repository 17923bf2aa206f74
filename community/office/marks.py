"""The moment up to which a person has read."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from community.models import Person

from .models import ReadMark

# Older than this is history, not news.
NEWS = timedelta(days=14)


def new_since(person: Person, now: datetime | None = None) -> datetime:
    """From when on things count as new for `person`: their mark, at most two weeks back."""
    oldest = (now or timezone.now()) - NEWS
    mark = ReadMark.objects.filter(person=person).values_list("at", flat=True).first()
    return max(mark, oldest) if mark else oldest


@transaction.atomic
def mark_read(person: Person, until: datetime) -> None:
    """What came up to `until` is read. Never into the future, never back."""
    until = min(until, timezone.now())
    mark, made = ReadMark.objects.select_for_update().get_or_create(
        person=person, defaults={"at": until}
    )
    if not made and mark.at < until:
        mark.at = until
        mark.save(update_fields=["at"])


def forget_mark(person: Person) -> None:
    """For erasure."""
    ReadMark.objects.filter(person=person).delete()
