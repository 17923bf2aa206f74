"""Who may do what with an application once it is submitted."""

from django.utils.translation import gettext_lazy as _

from community.access.policy import ALLOWED, Decision, allowed_if, denied, rule
from community.access.viewer import Viewer
from community.models import VettingCase

from .models import RuleChange, Sponsorship
from .vetters import OWN_CASE, deputies_called, is_deputy, is_own_case, why_not

OFFICE_ONLY = _("Only the secretariat does this.")


@rule("vetting.see")
def may_see(viewer: Viewer, case: VettingCase) -> Decision:
    """The secretariat; deputies once they are called, and what they have voted on."""
    if viewer.is_member and viewer.has_role("secretariat"):
        return ALLOWED
    voted = case.votes.filter(by=viewer.person_id).exists()
    return allowed_if(is_deputy(viewer) and (voted or deputies_called(case)), OFFICE_ONLY)


@rule("vetting.vote")
def may_vote(viewer: Viewer, case: VettingCase) -> Decision:
    """One of the secretariat or a called deputy, never for their own, never twice."""
    if not (decision := may_see(viewer, case)):
        return decision
    reason = why_not(viewer, case)
    return denied(reason) if reason else ALLOWED


@rule("vetting.ask")
def may_ask(viewer: Viewer, case: VettingCase) -> Decision:
    """Whoever may vote, and who has voted: a question takes nothing away."""
    if not (decision := may_see(viewer, case)):
        return decision
    reason = why_not(viewer, case)
    voted = case.votes.filter(by=viewer.person_id).exists()
    return denied(reason) if reason and not voted else ALLOWED


@rule("sponsor.find")
def may_find(viewer: Viewer, row: Sponsorship) -> Decision:
    """The secretariat, for a sponsor who has not answered; never for their own."""
    waits = row.state in (Sponsorship.State.NAMED, Sponsorship.State.ASKED)
    if not (viewer.is_member and viewer.has_role("secretariat") and waits):
        return denied(OFFICE_ONLY)
    case = row.application.case
    return allowed_if(case is None or not is_own_case(viewer, case), OWN_CASE)


@rule("sponsor.answer")
def may_answer(viewer: Viewer, row: Sponsorship) -> Decision:
    """Who was asked, with standing, once."""
    if not viewer.is_member or viewer.person_id is None or viewer.person_id != row.person_id:
        return denied(_("You were not asked."))
    return allowed_if(row.state == Sponsorship.State.ASKED, _("You have answered already."))


@rule("rules.propose")
def may_propose(viewer: Viewer, _thing: object) -> Decision:
    """The secretariat sets the rules."""
    return allowed_if(viewer.is_member and viewer.has_role("secretariat"), OFFICE_ONLY)


@rule("rules.confirm")
def may_confirm(viewer: Viewer, change: RuleChange) -> Decision:
    """Another one of the secretariat, or a trustee."""
    if not viewer.is_member or not (viewer.has_role("secretariat") or viewer.has_role("trustee")):
        return denied(OFFICE_ONLY)
    if change.proposed_by_id == viewer.person_id:
        return denied(_("You proposed it: another person has to confirm."))
    if change.values.get("deputy") == viewer.actor.id:
        return denied(_("It is about you: another person has to confirm."))
    return allowed_if(change.state == RuleChange.State.OPEN, _("It is decided already."))
