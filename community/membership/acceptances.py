"""What was signed, and what counts no longer."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from community.access.actors import Actor
from community.models import Acceptance, AgreementVersion, Organisation, Person

from .recorded import log
from .refreshing import refresh, refresh_organisation


@transaction.atomic
def accept(
    version: AgreementVersion,
    *,
    person: Person,
    by: Actor,
    organisation: Organisation | None = None,
    at: datetime | None = None,
) -> Acceptance:
    """Notes that `person` accepted a version, on behalf of `organisation` if one is given."""
    row = Acceptance.objects.create(
        version=version, person=person, organisation=organisation, at=at or timezone.now()
    )
    if organisation is None:
        refresh(person)
    else:
        refresh_organisation(organisation)
    subject = organisation or person
    kind = "person" if organisation is None else "organisation"
    details = {"agreement": version.agreement.uid, "version": version.number}
    log(by, "agreement.accept", kind, subject, **details)
    return row


@transaction.atomic
def end_acceptance(row: Acceptance, *, by: Actor, now: datetime | None = None) -> None:
    """An acceptance no longer counts: withdrawn, or the organisation lapsed."""
    row.ended_at = now or timezone.now()
    row.save(update_fields=["ended_at"])
    if row.organisation is None:
        refresh(row.person)
    else:
        refresh_organisation(row.organisation)
    details = {"agreement": row.version.agreement.uid, "version": row.version.number}
    log(by, "agreement.end", "person", row.person, **details)
