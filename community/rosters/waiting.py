"""The queue of lists that wait for another person."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.access.viewer import Viewer
from community.queues.registry import Shown, register_queue

from .deciding import QUEUE
from .models import Import
from .reading import imports_for
from .rules import NOT_OWN, TWICE


def register() -> None:
    """Makes the queue known; called once, when the app is ready."""
    register_queue(QUEUE, gettext_lazy("Lists to approve"), _shown)


def _shown(viewer: Viewer, uids: Sequence[UUID]) -> Mapping[UUID, Shown]:
    rows = imports_for(viewer).filter(uid__in=uids).prefetch_related("approvals")
    return {
        row.uid: Shown(
            title=_title(row),
            url=reverse("rosters:roster", args=[row.uid]),
            next_step=_("Another person looks at the list and approves it"),
            not_for=dict.fromkeys((one.by_id for one in row.approvals.all()), str(TWICE))
            | {row.by_id: str(NOT_OWN)},
        )
        for row in rows
    }


def _title(row: Import) -> str:
    if row.kind == Import.Kind.PEOPLE:
        return _("A list of people, %(rows)d rows") % {"rows": row.total}
    return _("A list of organisations, %(rows)d rows") % {"rows": row.total}
