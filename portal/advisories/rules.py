"""Who may do what with an advisory. Four eyes is not a setting and has no exception.

Author, reviewer and publisher are duties on a team's desk; who wrote may not approve.
"""

from django.utils.translation import gettext_lazy as _

from community.access.mixins import can_read
from community.access.policy import Decision, allowed_if, denied, rule
from community.access.viewer import Viewer
from community.models import Team

from .models import Advisory, Hand

State = Advisory.State
_EDITABLE = {State.DRAFT, State.IN_REVIEW, State.APPROVED, State.RELEASED}


@rule("advisory.start")
def may_start(viewer: Viewer, team: Team) -> Decision:
    """Authors of a team that publishes."""
    return allowed_if(
        team.publishes and viewer.has_role("author", team.pk),
        _("Only authors of this team write its advisories."),
    )


@rule("advisory.write")
def may_write(viewer: Viewer, advisory: Advisory) -> Decision:
    """Authors of the team, on the team's own documents."""
    if advisory.foreign:
        return denied(_("Another publisher's document is shown as it is."))
    return _at_desk(viewer, advisory, "author", _EDITABLE)


@rule("advisory.submit")
def may_submit(viewer: Viewer, advisory: Advisory) -> Decision:
    """Authors hand a draft to their reviewers; a foreign document is handed on by anyone there."""
    duty = "reviewer" if advisory.foreign else "author"
    return _at_desk(viewer, advisory, duty, {State.DRAFT})


@rule("advisory.return")
def may_return(viewer: Viewer, advisory: Advisory) -> Decision:
    """Reviewers give a draft back with a note."""
    return _at_desk(viewer, advisory, "reviewer", {State.IN_REVIEW, State.APPROVED})


@rule("advisory.approve")
def may_approve(viewer: Viewer, advisory: Advisory) -> Decision:
    """A reviewer who has not written any part of it since the last release."""
    decision = _at_desk(viewer, advisory, "reviewer", {State.IN_REVIEW})
    if not decision:
        return decision
    return allowed_if(
        viewer.person_id not in writers_of(advisory),
        _("You wrote this draft. Another person has to approve it."),
    )


@rule("advisory.release")
def may_release(viewer: Viewer, advisory: Advisory) -> Decision:
    """A publisher, once another person than the writers has approved exactly this text."""
    decision = _at_desk(viewer, advisory, "publisher", {State.APPROVED})
    if not decision:
        return decision
    approvers = approvers_of(advisory) - writers_of(advisory)
    eyes = approvers | writers_of(advisory) | {viewer.person_id}
    return allowed_if(
        bool(approvers) and len(eyes) > 1,
        _("Another person has to approve this text before it is released."),
    )


@rule("advisory.withdraw")
def may_withdraw(viewer: Viewer, advisory: Advisory) -> Decision:
    """Publishers take back what is out, also while a next version is being written."""
    decision = _at_desk(viewer, advisory, "publisher", _EDITABLE)
    if not decision:
        return decision
    return allowed_if(advisory.releases.exists(), _("It has not been released."))


@rule("advisory.raise")
def may_raise(viewer: Viewer, advisory: Advisory) -> Decision:
    """Publishers make what is out stricter at once; never milder."""
    return may_withdraw(viewer, advisory)


def writers_of(advisory: Advisory) -> set[int]:
    """Everybody who wrote on the present draft: since the last release, if there was one."""
    wrote = Hand.objects.filter(advisory=advisory, act=Hand.Act.WROTE)
    last = Hand.objects.filter(advisory=advisory, act=Hand.Act.RELEASED).order_by("-pk").first()
    if last is not None:
        wrote = wrote.filter(pk__gt=last.pk)
    return set(wrote.values_list("person_id", flat=True))


def approvers_of(advisory: Advisory) -> set[int]:
    """Who approved exactly the present text; an edit makes a new revision and voids it."""
    rows = Hand.objects.filter(
        advisory=advisory, act=Hand.Act.APPROVED, revision=advisory.draft_revision
    )
    return set(rows.values_list("person_id", flat=True))


def _at_desk(viewer: Viewer, advisory: Advisory, duty: str, states: set[State]) -> Decision:
    if not can_read(viewer, advisory):
        return denied(_("This draft is not for you."))
    if advisory.team_id is None or not viewer.has_role(duty, advisory.team_id):
        return denied(_("This is not your duty on this team."))
    return allowed_if(advisory.state in states, _("The draft is not at that step."))
