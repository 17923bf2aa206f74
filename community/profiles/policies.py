"""Who may do what with organisations, their domains, clients, teams and history."""

from collections.abc import Collection

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.access.policy import Decision, allowed_if, rule
from community.access.tokens import org
from community.access.viewer import Viewer
from community.holdings import heirs_of
from community.models import ClientRelation, Organisation, Seat
from community.queues.people import people_with_role

from .models import ClientProposal, DomainClaim, LineageProposal

_OFFICE = _("Only the secretariat does this.")
_OTHER = _("Somebody else has to decide: nobody approves their own.")
_COLLEAGUE = _("It is about your own organisation. Somebody of another one can decide.")


def administers(viewer: Viewer, organisation_id: int) -> bool:
    """Whether the viewer is an administrator of the organisation."""
    return viewer.has_role("administrator", organisation_id)


@rule("organisation.edit")
def may_edit(viewer: Viewer, organisation: Organisation) -> Decision:
    """Its administrators: profile, domains, teams, clients."""
    return allowed_if(
        administers(viewer, organisation.pk),
        _("Only administrators of this organisation change it."),
    )


@rule("organisation.manage")
def may_manage(viewer: Viewer, _organisation: Organisation | None) -> Decision:
    """The secretariat: kind, role, college, who publishes."""
    return allowed_if(viewer.has_role("secretariat"), _OFFICE)


@rule("organisation.state")
def may_set_state(viewer: Viewer, organisation: Organisation) -> Decision:
    """The secretariat, except for the organisation they come from themselves."""
    if not viewer.has_role("secretariat"):
        return allowed_if(False, _OFFICE)
    return allowed_if(org(organisation.pk) not in viewer.tokens, _OTHER)


@rule("domain.decide")
def may_decide_domain(viewer: Viewer, claim: DomainClaim) -> Decision:
    """One of the secretariat who did not claim it, nor a colleague of theirs."""
    return _of_office(viewer, [claim.organisation_id], claim.by_id)


@rule("client.answer")
def may_answer_client(viewer: Viewer, proposal: ClientProposal) -> Decision:
    """An administrator of the client who did not propose it for the provider."""
    if not administers(viewer, proposal.client_id):
        return allowed_if(False, _("Only administrators of the client answer this."))
    return allowed_if(viewer.person_id != proposal.proposed_by_id, _OTHER)


@rule("client.decide")
def may_decide_client(viewer: Viewer, proposal: ClientProposal) -> Decision:
    """One of the secretariat who neither proposed nor confirmed it, of a third organisation."""
    sides = [proposal.provider_id, proposal.client_id]
    return _of_office(viewer, sides, proposal.proposed_by_id, proposal.answered_by_id)


@rule("client.end")
def may_end_client(viewer: Viewer, relation: ClientRelation) -> Decision:
    """Either side, and the secretariat."""
    sides = (relation.provider_id, relation.client_id)
    own = any(administers(viewer, side) for side in sides)
    return allowed_if(
        own or viewer.has_role("secretariat"),
        _("Only administrators of the two organisations and the secretariat end this."),
    )


@rule("lineage.decide")
def may_decide_lineage(viewer: Viewer, proposal: LineageProposal) -> Decision:
    """One of the secretariat who did not propose it and would not read by it."""
    heirs = heirs_of(proposal.successor_id, timezone.now()) | {proposal.successor_id}
    return _of_office(viewer, heirs, proposal.proposed_by_id)


def _of_office(viewer: Viewer, own: Collection[int], *not_these: int | None) -> Decision:
    """`own`: whose gain it is. Their people decide only where nobody from elsewhere could."""
    if not viewer.has_role("secretariat"):
        return allowed_if(False, _OFFICE)
    if viewer.person_id in not_these:
        return allowed_if(False, _OTHER)
    colleague = any(org(number) in viewer.tokens for number in own)
    return allowed_if(not (colleague and _others_could(own, not_these)), _COLLEAGUE)


def _others_could(own: Collection[int], not_these: Collection[int | None]) -> bool:
    now = timezone.now()
    here = Seat.objects.filter(Q(until=None) | Q(until__gt=now), organisation__in=own)
    office = people_with_role("secretariat").exclude(pk__in=here.values("person"))
    return office.exclude(pk__in=[one for one in not_these if one is not None]).exists()
