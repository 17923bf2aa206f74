"""The only writer of waiting items. Called inside the transaction of the act that makes a
thing wait or ends its waiting; the act writes the audit row."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from community.models import Person

from .models import Item


def put(
    queue: str,
    thing_kind: str,
    thing_uid: UUID,
    *,
    role: str,
    owner: Person | None = None,
    opened_at: datetime | None = None,
    deputy_role: str = "",
) -> Item:
    """Lets a thing wait; the row that is there already if it waits.

    `deputy_role` may act besides once `call_deputies` or the escalation has called it.
    """
    item, _made = Item.objects.get_or_create(
        queue=queue,
        thing_kind=thing_kind,
        thing_uid=thing_uid,
        closed_at=None,
        defaults={
            "role": role,
            "owner": owner,
            "opened_at": opened_at or timezone.now(),
            "deputy_role": deputy_role,
        },
    )
    return item


def close(queue: str, thing_uid: UUID) -> None:
    """The thing waits no longer. Does nothing if it did not."""
    _open(queue, thing_uid).update(closed_at=timezone.now())


def pause(queue: str, thing_uid: UUID) -> None:
    """It waits for somebody else now: no reminder until `resume`."""
    _open(queue, thing_uid).update(paused_at=timezone.now())


def resume(queue: str, thing_uid: UUID) -> None:
    """It waits for us again, and its age begins anew."""
    _open(queue, thing_uid).update(
        paused_at=None, opened_at=timezone.now(), reminded_at=None, escalated_at=None
    )


def call_deputies(queue: str, thing_uid: UUID, now: datetime | None = None) -> None:
    """From now on those of `deputy_role` see the item and may act on it."""
    rows = _open(queue, thing_uid).exclude(deputy_role="").filter(deputies_called_at=None)
    rows.update(deputies_called_at=now or timezone.now())


def owner_of(queue: str, thing_uid: UUID) -> Person | None:
    """Who has taken the item, or nobody."""
    item = _open(queue, thing_uid).select_related("owner").first()
    return item.owner if item else None


def hand_to(item: Item, owner: Person | None) -> None:
    """Gives the item an owner, or nobody."""
    Item.objects.filter(pk=item.pk).update(owner=owner)
    item.owner = owner


def _open(queue: str, thing_uid: UUID) -> QuerySet[Item]:
    return Item.objects.filter(queue=queue, thing_uid=thing_uid, closed_at=None)
