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
) -> Item:
    """Lets a thing wait; the row that is there already if it waits."""
    item, _made = Item.objects.get_or_create(
        queue=queue,
        thing_kind=thing_kind,
        thing_uid=thing_uid,
        closed_at=None,
        defaults={"role": role, "owner": owner, "opened_at": opened_at or timezone.now()},
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


def hand_to(item: Item, owner: Person | None) -> None:
    """Gives the item an owner, or nobody."""
    Item.objects.filter(pk=item.pk).update(owner=owner)
    item.owner = owner


def _open(queue: str, thing_uid: UUID) -> QuerySet[Item]:
    return Item.objects.filter(queue=queue, thing_uid=thing_uid, closed_at=None)
