"""To which key a mail is encrypted, if to any."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from .models import Key


def key_for(*, person_id: int | None, address: str, now: datetime | None = None) -> Key | None:
    """The valid key of the person, or of a team with this mailbox where there is no person.

    A key that has expired is none: its owner's pages say so.
    """
    now = now or timezone.now()
    valid = Key.objects.filter(Q(expires=None) | Q(expires__gt=now), ended_at=None)
    if person_id is not None:
        return valid.filter(person_id=person_id).first()
    return valid.filter(team__mailbox__iexact=address).order_by("filed_at", "uid").first()
