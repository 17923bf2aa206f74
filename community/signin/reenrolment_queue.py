"""What the queue of new enrolments shows to the secretariat."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.access.viewer import Viewer
from community.queues.registry import Shown, register_queue

from .models import FactorReset
from .reenrolment import QUEUE


def show(viewer: Viewer, uids: Sequence[UUID]) -> Mapping[UUID, Shown]:
    """Whose account waits for the second pair of eyes; nothing for who has not the office."""
    if not viewer.has_role("secretariat"):
        return {}
    rows = FactorReset.objects.filter(uid__in=uids).select_related("person")
    return {row.uid: _shown(row) for row in rows}


def _shown(row: FactorReset) -> Shown:
    not_for = {row.person_id: _("This is your own account.")}
    if row.asked_by_id:
        not_for[row.asked_by_id] = _("You asked for it; somebody else confirms.")
    return Shown(
        title=_("New enrolment: %(name)s") % {"name": row.person.name},
        url=reverse("signin:way-in", args=[row.person.uid]),
        next_step=_("Confirm or refuse"),
        not_for=not_for,
    )


register_queue(QUEUE, gettext_lazy("New enrolments"), show)
