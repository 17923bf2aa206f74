"""Which items wait for a viewer, and how their slices show them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from community.access.viewer import Viewer
from community.models import Person

from .models import Item
from .people import people_with_role
from .registry import Shown, queues


def waiting_for(viewer: Viewer) -> QuerySet[Item]:
    """Open items the viewer may act on, the oldest first; nothing without standing.

    Those of the viewer's roles, and those to which deputies of theirs are called.
    """
    if not viewer.is_member:
        return Item.objects.none()
    called = Q(deputy_role__in=viewer.roles - {""}, deputies_called_at__isnull=False)
    rows = Item.objects.filter(Q(role__in=viewer.roles) | called, closed_at=None)
    return rows.select_related("owner").order_by("opened_at", "uid")


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row of the list: the item, its queue's name in words, and what its slice says."""

    item: Item
    queue: str
    queue_title: str | Promise
    shown: Shown
    own: bool
    hindrance: str

    @property
    def age(self) -> timedelta:
        """How long it has waited for us."""
        return timezone.now() - self.item.opened_at


def shown_to(viewer: Viewer, queue: str = "", *, mine: bool = False) -> list[Waiting]:
    """What waits for the viewer, the oldest first, each queue asked once.

    What a queue does not show to this viewer is left out before anything is counted.
    """
    rows = waiting_for(viewer)
    if mine:
        rows = rows.filter(owner=viewer.person_id)
    items = list(rows.filter(queue=queue) if queue else rows)
    uids: dict[str, list[UUID]] = defaultdict(list)
    for item in items:
        uids[item.queue].append(item.thing_uid)
    known = {one.name: one for one in queues()}
    shown = {
        name: known[name].show(viewer, things) for name, things in uids.items() if name in known
    }
    return [
        _row(viewer, item, known[item.queue].title, found)
        for item in items
        if (found := shown.get(item.queue, {}).get(item.thing_uid)) is not None
    ]


def one_shown_to(viewer: Viewer, uid: UUID) -> Waiting | None:
    """The item of this uid, if it waits for the viewer and its queue shows it to them."""
    item = waiting_for(viewer).filter(uid=uid).first()
    known = {one.name: one for one in queues()}
    if item is None or item.queue not in known:
        return None
    shown = known[item.queue].show(viewer, [item.thing_uid]).get(item.thing_uid)
    return _row(viewer, item, known[item.queue].title, shown) if shown else None


def _row(viewer: Viewer, item: Item, title: str | Promise, shown: Shown) -> Waiting:
    hindrance = (shown.not_for or {}).get(viewer.person_id or 0, "")
    own = item.owner_id is not None and item.owner_id == viewer.person_id
    return Waiting(item, item.queue, title, shown, own, str(hindrance))


def candidates(item: Item) -> QuerySet[Person]:
    """Who can be given the item: everybody with its role, and its deputies once called."""
    people = people_with_role(item.role)
    if item.deputy_role and item.deputies_called_at is not None:
        people = (people | people_with_role(item.deputy_role)).distinct()
    return people.order_by("name", "uid")


def overdue(since: datetime) -> QuerySet[Item]:
    """Open items that wait for us, and not for their applicant, since before `since`."""
    rows = Item.objects.filter(closed_at=None, paused_at=None, opened_at__lte=since)
    return rows.select_related("owner").order_by("opened_at", "uid")
