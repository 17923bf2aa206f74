"""What an applicant does: saving, submitting, naming another sponsor, withdrawing."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import membership
from community.access.actors import Actor
from community.access.mixins import RetentionClass
from community.access.policy import Refused
from community.founding import register_organisation
from community.models import Organisation, VettingCase
from community.queues import keeping
from community.rules import rules

from . import letters, sponsoring
from .completeness import Gap, gaps_in
from .models import Application, Sponsorship
from .queue_names import SPONSORS, VETTING
from .starting import BY_PORTAL, applicant_of, discard, log
from .states import State, after, case_of, state_of


class Incomplete(Refused):
    """Something is missing before it can be submitted; `gaps` says what and where."""

    def __init__(self, gaps: Sequence[Gap]) -> None:
        super().__init__("application.submit", _("Something is still missing."))
        self.gaps = gaps


def locked(application: Application) -> Application:
    """The row as it stands, kept from others until the transaction ends."""
    row = Application.objects.select_for_update(of=("self",)).select_related("case")
    found = row.get(pk=application.pk)
    if found.case_id is not None:
        found.case = VettingCase.objects.select_for_update(of=("self",)).get(pk=found.case_id)
    return found


@transaction.atomic
def save_section(application: Application, values: dict[str, object]) -> Application:
    """Writes one part of the form as typed. Refused once it is submitted."""
    found = locked(application)
    after(state_of(found), "save")
    for name, value in values.items():
        setattr(found, name, value)
    found.saved_at = timezone.now()
    found.save(update_fields=[*values, "saved_at"])
    return found


@transaction.atomic
def submit(application: Application) -> Application:
    """Hands the application in: a case, an organisation that is an applicant, sponsors asked.

    Incomplete says what is missing. A second submission does nothing: the first one counts.
    """
    found = locked(application)
    if state_of(found) == State.SPONSORS:
        return found
    state = after(state_of(found), "submit")
    needed = rules().sponsors_needed
    if gaps := gaps_in(found, needed):
        raise Incomplete(gaps)
    now = timezone.now()
    found.case = VettingCase.objects.create(
        retention=RetentionClass.PERSONAL,
        organisation=_register(found),
        state=state,
        opened_at=now,
    )
    found.retention = RetentionClass.PERSONAL
    found.submitted_at = found.saved_at = now
    found.save()
    sponsoring.add_named(found, found.sponsors, now)
    letters.send_received(found)
    log(found, "application.submit", organisation=str(found.case.organisation.uid))
    return found


def _register(application: Application) -> Organisation:
    """Domains are not taken before somebody has decided: a stranger must not hold them."""
    return register_organisation(
        by=applicant_of(application),
        name=application.name,
        name_en=application.name_en,
        short_name=application.name[:60],
        kind=application.kind,
        sector=application.sector,
        country=application.country,
        registration_number=application.registration_number,
        address=application.address,
        website=application.website,
    )


@transaction.atomic
def name_sponsor(application: Application, typed: str) -> Application:
    """One more sponsor, in place of one who could not be won."""
    found = locked(application)
    after(state_of(found), "name_sponsor")
    if not may_name_more(found):
        raise Refused("application.name_sponsor", _("You have named enough sponsors."))
    sponsoring.add_named(found, [typed], timezone.now())
    log(found, "application.name_sponsor")
    return found


def may_name_more(application: Application) -> bool:
    """Whether a sponsor is missing: some named one could not be won."""
    lost = (Sponsorship.State.DECLINED, Sponsorship.State.NOT_FOUND)
    hopeful = application.sponsorships.exclude(state__in=lost).count()
    return hopeful < rules().sponsors_needed


@transaction.atomic
def withdraw(application: Application, *, act: str = "withdraw") -> None:
    """The applicant gives it up. A draft is deleted whole; what was submitted is closed."""
    found = locked(application)
    if found.case is None:
        discard(found)
        return
    by = BY_PORTAL if act == "expire" else applicant_of(found)
    close(found, after(state_of(found), act), by=by)
    log(found, f"application.{act}", by)


def close(application: Application, state: str, *, by: Actor) -> None:
    """Writes the end of a case that was not approved, in the caller's transaction."""
    case = case_of(application)
    now = timezone.now()
    case.state, case.decided_at, case.closed_at = state, now, now
    case.save(update_fields=["state", "decided_at", "closed_at"])
    end_waiting(application, now)
    membership.set_organisation_state(case.organisation, Organisation.State.LEFT, by=by)


def end_waiting(application: Application, now: datetime) -> None:
    """Nothing of it waits any longer, and no link opens it for writing."""
    case = case_of(application)
    keeping.close(VETTING, case.uid)
    keeping.close(SPONSORS, case.uid)
    Application.objects.filter(pk=application.pk).update(closed_at=now)
