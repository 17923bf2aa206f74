"""Who may set up an organisation's login, and who confirms it."""

from django.utils.translation import gettext_lazy as _

from community.access.policy import Decision, allowed_if, denied, rule
from community.access.viewer import Viewer
from community.models import Organisation
from community.queues.people import decided_by_colleague

from .models import Provider


@rule("sso.manage")
def may_manage(viewer: Viewer, organisation: Organisation) -> Decision:
    """The organisation's administrators."""
    return allowed_if(
        viewer.is_member and viewer.has_role("administrator", organisation.pk),
        _("Only administrators of the organisation set up its login."),
    )


@rule("sso.decide")
def may_decide(viewer: Viewer, provider: Provider) -> Decision:
    """The secretariat, and never who asked for it; a colleague only where nobody else could."""
    if not (viewer.is_member and viewer.has_role("secretariat")):
        return denied(_("Only the secretariat decides this."))
    colleague = decided_by_colleague(viewer, provider.organisation_id)
    return allowed_if(
        viewer.person_id != provider.requested_by_id and not colleague,
        _("Your own organisation asked for this. Somebody else decides."),
    )


@rule("sso.end")
def may_end(viewer: Viewer, provider: Provider) -> Decision:
    """Either side ends it at once, for ending opens nothing."""
    if viewer.is_member and viewer.has_role("secretariat"):
        return allowed_if(True, "")
    return may_manage(viewer, provider.organisation)
