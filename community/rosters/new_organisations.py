"""An organisation of a list: an applicant whose importer stands behind it, or let in at once."""

import uuid
from typing import Any

from django.utils import timezone

from community import founding, membership
from community.access.actors import Actor
from community.access.mixins import RetentionClass
from community.enrolment import account_with
from community.joining.models import Application, Sponsorship
from community.joining.queue_names import VETTING
from community.joining.vetters import is_short
from community.models import Organisation, OrganisationDomain, Person, Seat, VettingCase
from community.people.inviting import offer_seat
from community.queues import keeping
from community.readers import actor_of

from . import accounts, letters
from .cleaning import Values

_SAME = ("name", "name_en", "kind", "sector", "country", "registration_number", "address")


def register(values: Values, *, by: Actor) -> Organisation:
    """The organisation as an applicant."""
    fields: dict[str, Any] = {
        name: values[name] for name in (*_SAME, "website", "short_name", "role")
    }
    uid = uuid.UUID(values["uid"]) if values["uid"] else None
    return founding.register_organisation(by=by, uid=uid, **fields)


def let_vet(organisation: Organisation, values: Values, *, importer: Person) -> None:
    """Opens its case for those who vet. The importer vouches for it and so never votes on it."""
    now = timezone.now()
    case = VettingCase.objects.create(
        organisation=organisation,
        state=VettingCase.State.OPEN,
        opened_at=now,
        retention=RetentionClass.PERSONAL,
    )
    application = Application.objects.create(
        case=case,
        email=values["contact_email"],
        **{name: values[name] for name in (*_SAME, "website")},
        domains=values["domains"].split(),
        contact_name=values["contact_name"],
        contact_position=values["contact_position"],
        contact_phone=values["contact_phone"],
        language=values["language"],
        retention=RetentionClass.PERSONAL,
        submitted_at=now,
    )
    Sponsorship.objects.create(
        application=application,
        typed=importer.email,
        person=importer,
        organisation=_organisation_of(importer),
        state=Sponsorship.State.CONFIRMED,
        named_at=now,
        asked_at=now,
        answered_at=now,
    )
    keeping.put(VETTING, "vetting", case.uid, role="secretariat", deputy_role="trustee")
    if is_short(case):
        keeping.call_deputies(VETTING, case.uid)


def admit(organisation: Organisation, values: Values, *, importer: Person) -> None:
    """Active at once, with its contact as administrator; open only once all have signed.

    A contact who has an account already is asked first, by an invitation.
    """
    by = actor_of(importer)
    OrganisationDomain.objects.bulk_create(
        OrganisationDomain(organisation=organisation, domain=domain)
        for domain in values["domains"].split()
    )
    membership.set_organisation_state(organisation, Organisation.State.ACTIVE, by=by)
    email, role = values["contact_email"], Seat.Role.ADMINISTRATOR
    if account_with(email) is not None:
        offer_seat(organisation, email, by=importer, role=role, language=values["language"])
        return
    person = accounts.open_vetted(
        email,
        by=by,
        name=values["contact_name"],
        job_title=values["contact_position"],
        phone=values["contact_phone"],
        language=values["language"],
    )
    membership.seat_person(person, organisation, by=by, role=role)
    letters.welcome(person, organisation)


def _organisation_of(person: Person) -> Organisation | None:
    seats = person.seats.exclude(until__lte=timezone.now()).select_related("organisation")
    seat = seats.order_by("since", "pk").first()
    return seat.organisation if seat else None
