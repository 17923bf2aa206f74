"""The queue of versions that wait for a second person."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.access.viewer import Viewer
from community.queues.registry import Shown, register_queue

from .knowing import kept_by
from .models import Proposal
from .publishing import QUEUE
from .rendering import title_in


def show(viewer: Viewer, uids: Sequence[UUID]) -> Mapping[UUID, Shown]:
    """The proposals the viewer may look after; who wrote one cannot confirm it."""
    rows = Proposal.objects.filter(uid__in=uids, agreement__in=kept_by(viewer))
    return {
        row.uid: Shown(
            title=_("%(title)s, version %(number)s")
            % {"title": title_in(row.texts.all(), row.binding_language), "number": row.number},
            url=reverse("agreements:proposal", args=[row.uid]),
            next_step=_("Read and confirm"),
            not_for={row.proposed_by_id: _("You wrote this version.")},
        )
        for row in rows.prefetch_related("texts")
    }


def register() -> None:
    """Makes the queue known; called once, when the app is ready."""
    register_queue(QUEUE, gettext_lazy("Agreements to confirm"), show)
