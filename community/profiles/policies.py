"""Who may do what with organisations, their domains, clients, teams and history."""

from django.utils.translation import gettext_lazy as _

from community.access.policy import Decision, allowed_if, rule
from community.access.tokens import org
from community.access.viewer import Viewer
from community.models import ClientRelation, Organisation

from .models import ClientProposal, DomainClaim, LineageProposal

_OFFICE = _("Only the secretariat does this.")
_OTHER = _("Somebody else has to decide: nobody approves their own.")


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
    """One of the secretariat who did not claim it."""
    return _of_office(viewer, claim.by_id)


@rule("client.answer")
def may_answer_client(viewer: Viewer, proposal: ClientProposal) -> Decision:
    """An administrator of the client who did not propose it for the provider."""
    if not administers(viewer, proposal.client_id):
        return allowed_if(False, _("Only administrators of the client answer this."))
    return allowed_if(viewer.person_id != proposal.proposed_by_id, _OTHER)


@rule("client.decide")
def may_decide_client(viewer: Viewer, proposal: ClientProposal) -> Decision:
    """One of the secretariat who neither proposed nor confirmed it."""
    return _of_office(viewer, proposal.proposed_by_id, proposal.answered_by_id)


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
    """One of the secretariat who did not propose it."""
    return _of_office(viewer, proposal.proposed_by_id)


def _of_office(viewer: Viewer, *not_these: int | None) -> Decision:
    if not viewer.has_role("secretariat"):
        return allowed_if(False, _OFFICE)
    return allowed_if(viewer.person_id not in not_these, _OTHER)
