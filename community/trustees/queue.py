"""The queue of requests, and what of it waits for one trustee at home."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.access.viewer import Viewer
from community.duties import Duty, provides
from community.models import Person
from community.queues.registry import Shown, register_queue

from .breaking import QUEUE
from .models import Opening
from .reading import waiting


def register() -> None:
    """Called once, when the app is ready."""
    register_queue(QUEUE, gettext_lazy("Requests to break the glass"), show)


def show(viewer: Viewer, uids: Sequence[UUID]) -> Mapping[UUID, Shown]:
    """The waiting requests; whoever asked cannot confirm. One query."""
    rows = Opening.objects.filter(uid__in=uids).select_related("asked_by")
    return {
        row.uid: Shown(
            title=_words(row),
            url=reverse("trustees:opening", args=[row.uid]),
            next_step=_("confirm or decline"),
            not_for={row.asked_by_id: _("You asked yourself: another trustee has to confirm.")},
        )
        for row in rows
        if viewer.has_role("trustee")
    }


@provides("trustees")
def duties(viewer: Viewer, person: Person) -> Iterable[Duty]:
    """A request of another trustee is for each trustee to answer."""
    return [
        Duty(
            lane="answer",
            title=_words(row),
            url=reverse("trustees:opening", args=[row.uid]),
            since=row.asked_at,
            due=row.lapses_at,
            urgent=True,
        )
        for row in waiting(viewer, timezone.now())
    ]


def _words(row: Opening) -> str:
    return _("%(name)s asks to break the glass") % {"name": row.asked_by.name}
