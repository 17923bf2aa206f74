"""What waits for the secretariat's decision, on the member homes of its people."""

from collections import defaultdict
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import ngettext

from community.access.viewer import Viewer
from community.duties import Duty, provides
from community.models import Person

from .reading import Waiting, shown_to

ROLE = "secretariat"


@provides("queues")
def duties(viewer: Viewer, person: Person) -> Iterator[Duty]:
    """One line for each queue of the secretariat with something this person may decide.

    Other roles are told of their own by the slices that know them.
    """
    if not viewer.has_role(ROLE):
        return
    by_queue: dict[str, list[Waiting]] = defaultdict(list)
    for row in shown_to(viewer):
        if _is_for(person, row):
            by_queue[row.queue].append(row)
    for name, rows in by_queue.items():
        number = len(rows)
        note = ngettext("%(number)s waits", "%(number)s wait", number) % {"number": number}
        page = f"{reverse('queues:list')}?queue={name}"
        oldest = min(row.item.opened_at for row in rows)
        yield Duty("do", str(rows[0].queue_title), page, since=oldest, note=note)


def _is_for(person: Person, row: Waiting) -> bool:
    item = row.item
    free = item.owner_id in (None, person.pk) and item.paused_at is None
    return item.role == ROLE and free and not row.hindrance
