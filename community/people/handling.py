"""Which verb a button of the people's page presses."""

from collections.abc import Callable, Mapping
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from community.access.policy import ask
from community.models import Organisation, Seat

from . import asking, inviting, roles
from .acting import Acting
from .models import Request
from .reading import seat_of

M = TypeVar("M", bound=Model)
Act = Callable[[], object]
ON_REQUEST = {"confirm": asking.confirm, "decline": asking.decline}
ON_INVITATION = {"again": inviting.send_again, "revoke": inviting.revoke}


def seat_to_end(organisation: Organisation, data: Mapping[str, str], by: Acting) -> Seat | None:
    """The seat whose end is to be asked about first, if the button was that one."""
    if data.get("act") != "end":
        return None
    if not ask(by.viewer, "people.reconfirm", organisation):
        raise Http404
    return seat_of(organisation, data.get("person", ""))


def act_of(organisation: Organisation, data: Mapping[str, str], by: Acting) -> tuple[Act, str]:
    """The act and what to say when it is done; 404 for a button that is not there."""
    act = data.get("act", "")
    if act in Seat.Role.values:
        seat = seat_of(organisation, data.get("person", ""))
        return lambda: roles.give_role(seat, act, by=by), _("The role was changed.")
    require_or_404(organisation, by)
    if act in ON_REQUEST:
        request = _one(Request.objects.filter(organisation=organisation), data.get("request"))
        return lambda: ON_REQUEST[act](request, by=by), _("Your decision was noted.")
    if act in ON_INVITATION:
        rows = inviting.open_invitations(organisation).select_related("organisation")
        invitation = _one(rows, data.get("invitation"))
        said = {"again": _("The invitation was sent again."), "revoke": _("It was taken back.")}
        return lambda: ON_INVITATION[act](invitation, by=by), said[act]
    raise Http404


def require_or_404(organisation: Organisation, by: Acting) -> None:
    """Requests and invitations are known to administrators only."""
    if not ask(by.viewer, "people.administer", organisation):
        raise Http404


def _one(rows: QuerySet[M], uid: str | None) -> M:
    try:
        found = rows.filter(uid=UUID(uid or "")).first()
    except ValueError as malformed:
        raise Http404 from malformed
    if found is None:
        raise Http404
    return found
