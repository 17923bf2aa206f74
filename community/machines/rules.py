"""Who may make and end machine tokens: the administrators of the organisation."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from community.access.policy import Decision, allowed_if, rule
from community.access.viewer import Viewer
from community.models import Organisation

LONGEST = timedelta(days=365)


@rule("token.manage")
def may_manage(viewer: Viewer, organisation: Organisation) -> Decision:
    """An administrator of the organisation, with standing. No office of the network does."""
    return allowed_if(
        viewer.is_member and viewer.has_role("administrator", organisation.pk),
        _("Only administrators of the organisation manage its machine tokens."),
    )
