"""An acceptance that counts no longer: withdrawn by who gave it, or ended by the office."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from community import membership
from community.access.policy import Refused, require
from community.access.viewer import Viewer
from community.models import Acceptance, Person

from .models import EndedAcceptance


@transaction.atomic
def end_acceptance(
    row: Acceptance, *, reason: str, by: Viewer, now: datetime | None = None
) -> None:
    """Ends an acceptance with its reason; standing and doors follow at once.

    Ending what has ended changes nothing. `Refused` without a reason.
    """
    require(by, "agreement.keep", row.version.agreement)
    if not reason.strip():
        raise Refused("agreement.end", gettext("Say why the acceptance ends."))
    row = Acceptance.objects.select_for_update().get(pk=row.pk)
    if row.ended_at is not None:
        return
    who = Person.objects.get(pk=by.person_id or 0)
    EndedAcceptance.objects.create(acceptance=row, reason=reason.strip(), by=who)
    membership.end_acceptance(row, by=by.actor, now=now)
