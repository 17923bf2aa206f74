"""Who may ask for a copy, for an erasure, and who sets how long things are kept."""

from django.utils.translation import gettext_lazy as _

from community.access.policy import Decision, allowed_if, denied, rule
from community.access.viewer import Viewer
from community.models import Person

from .models import Erasure

OWN_ONLY = _("Only the person asks for this.")
SECRETARIAT_ONLY = _("Only the secretariat does this.")


@rule("data.ask")
def may_ask_data(viewer: Viewer, person: Person) -> Decision:
    """One's own data, whatever one's standing."""
    return allowed_if(viewer.person_id == person.pk, OWN_ONLY)


@rule("erasure.ask")
def may_ask(viewer: Viewer, person: Person) -> Decision:
    """One's own erasure; withdrawing it too."""
    return allowed_if(viewer.person_id == person.pk, OWN_ONLY)


@rule("erasure.propose")
def may_propose(viewer: Viewer, person: Person) -> Decision:
    """The secretariat for somebody who asked by letter or telephone, or cannot log in."""
    if not viewer.has_role("secretariat"):
        return denied(SECRETARIAT_ONLY)
    if person.state == Person.State.ERASED:
        return denied(_("This person was erased already."))
    return allowed_if(
        viewer.person_id != person.pk, _("Ask for yourself on the page of your data.")
    )


@rule("erasure.decide")
def may_decide(viewer: Viewer, erasure: Erasure) -> Decision:
    """A second person of the secretariat: neither who proposed it nor whom it is about."""
    if not viewer.has_role("secretariat"):
        return denied(SECRETARIAT_ONLY)
    return allowed_if(
        viewer.person_id not in (erasure.asked_by_id, erasure.person_id),
        _("A second person decides about what you began."),
    )


@rule("retention.set")
def may_set(viewer: Viewer, _thing: None) -> Decision:
    """How long things are kept is the secretariat's to set; the log says who did."""
    return allowed_if(viewer.has_role("secretariat"), SECRETARIAT_ONLY)
