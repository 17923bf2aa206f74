"""Who may file a key: a person their own, a team's those who sit on it or run its organisation."""

from django.utils.translation import gettext_lazy as _

from community.access import tokens
from community.access.policy import Decision, allowed_if, rule
from community.access.viewer import Viewer
from community.models import Person, Team


@rule("key.file")
def may_file(viewer: Viewer, owner: Person | Team) -> Decision:
    """Nobody files a key for somebody else: who did could read the mail."""
    if isinstance(owner, Person):
        return allowed_if(viewer.person_id == owner.pk, _("A key is filed by its owner."))
    return allowed_if(
        tokens.desk(owner.pk) in viewer.tokens
        or viewer.has_role("administrator", owner.organisation_id),
        _("Only the team and the administrators of its organisation file its key."),
    )
