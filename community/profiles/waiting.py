"""The queues of this slice: domains, clients, histories that wait for the secretariat."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.access.viewer import Viewer
from community.queues.registry import Shown, register_queue

from . import clients, domains, lineage
from .models import ClientProposal, DomainClaim, LineageProposal


def _own() -> str:
    return _("Somebody else has to decide: nobody approves their own.")


def _not_for(*people: int | None) -> dict[int, str]:
    return {person: _own() for person in people if person is not None}


def show_claims(_viewer: Viewer, uids: Sequence[UUID]) -> Mapping[UUID, Shown]:
    """Claims of domains, with whose they are."""
    rows = DomainClaim.objects.filter(uid__in=uids).select_related("organisation")
    return {
        claim.uid: Shown(
            title=f"{claim.domain} – {claim.organisation.name}",
            url=reverse("profiles:office-domain", args=[claim.uid]),
            next_step=_("Look at the evidence and decide"),
            not_for=_not_for(claim.by_id),
        )
        for claim in rows
    }


def show_proposals(_viewer: Viewer, uids: Sequence[UUID]) -> Mapping[UUID, Shown]:
    """Client relations that both sides have confirmed."""
    rows = ClientProposal.objects.filter(uid__in=uids).select_related("provider", "client")
    return {
        one.uid: Shown(
            title=f"{one.provider.name} → {one.client.name}",
            url=reverse("profiles:office-client", args=[one.uid]),
            next_step=_("Vet the relation"),
            not_for=_not_for(one.proposed_by_id, one.answered_by_id),
        )
        for one in rows
    }


def show_lineages(_viewer: Viewer, uids: Sequence[UUID]) -> Mapping[UUID, Shown]:
    """Successions and mergers that one of the secretariat has proposed."""
    rows = LineageProposal.objects.filter(uid__in=uids).select_related("predecessor", "successor")
    return {
        one.uid: Shown(
            title=f"{one.predecessor.name} → {one.successor.name}",
            url=reverse("profiles:office-lineage", args=[one.uid]),
            next_step=_("Confirm as the second person"),
            not_for=_not_for(one.proposed_by_id),
        )
        for one in rows
    }


def register_queues() -> None:
    """Called once, when the app is ready."""
    register_queue(domains.QUEUE, gettext_lazy("Domains"), show_claims)
    register_queue(clients.QUEUE, gettext_lazy("Client relations"), show_proposals)
    register_queue(lineage.QUEUE, gettext_lazy("Successions and mergers"), show_lineages)
