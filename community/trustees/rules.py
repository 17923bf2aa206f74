"""What trustees may do. None of it by oneself, and none of it with one's own."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from community.access.policy import Decision, allowed_if, denied, rule
from community.access.viewer import Viewer

from .models import Opening


@dataclass(frozen=True, slots=True)
class Second:
    """A trustee who would confirm or read, and when. `is_fresh`: the login was shown again."""

    opening: Opening
    now: datetime
    is_fresh: bool = False
    is_author: bool = False


@rule("trustees.act")
def may_act(viewer: Viewer, thing: object) -> Decision:
    """Trustees with standing."""
    return allowed_if(
        viewer.is_member and viewer.has_role("trustee"), _("Only trustees may do this.")
    )


@rule("glass.ask")
def may_ask(viewer: Viewer, is_author: object) -> Decision:
    """A trustee who wrote none of it. Only its author learns from the refusal that it exists."""
    if not (decision := may_act(viewer, None)):
        return decision
    return allowed_if(not is_author, _("You wrote this yourself: another trustee has to ask."))


@rule("glass.confirm")
def may_confirm(viewer: Viewer, second: Second) -> Decision:
    """Another trustee, in time, freshly logged in, who wrote none of it."""
    if not (decision := may_act(viewer, None)):
        return decision
    opening = second.opening
    if opening.asked_by_id == viewer.person_id:
        return denied(_("You asked yourself: another trustee has to confirm."))
    if opening.state(second.now) is not Opening.State.ASKED:
        return denied(_("This request does not wait for anybody any more."))
    if not second.is_fresh:
        return denied(_("Show once more that it is you, then confirm."))
    return allowed_if(not second.is_author, _("You wrote this: another trustee has to confirm."))


@rule("glass.decline")
def may_decline(viewer: Viewer, second: Second) -> Decision:
    """Any trustee while the request waits; whoever asked takes it back so."""
    if not (decision := may_act(viewer, None)):
        return decision
    waits = second.opening.state(second.now) is Opening.State.ASKED
    return allowed_if(waits, _("This request does not wait for anybody any more."))


@rule("glass.read")
def may_read(viewer: Viewer, second: Second) -> Decision:
    """The two who asked and confirmed, while it is open."""
    if not (decision := may_act(viewer, None)):
        return decision
    opening = second.opening
    if viewer.person_id not in (opening.asked_by_id, opening.confirmed_by_id):
        return denied(_("This is open to the two trustees who broke the glass."))
    is_open = opening.state(second.now) is Opening.State.OPEN
    return allowed_if(is_open, _("The hour is over. Ask again if you still need it."))
