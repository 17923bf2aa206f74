"""What an approval makes: an active organisation, an account that administers it."""

from datetime import datetime

from community import founding, membership
from community.access.actors import Actor
from community.enrolment import account_with, confirm_address
from community.models import Organisation, OrganisationDomain, Person, Seat
from community.people.measures import is_suspended

from . import letters
from .free_mail import is_free
from .models import Application
from .states import case_of


def admit(application: Application, *, by: Actor, now: datetime) -> Person:
    """Lets organisation and contact person in; part of the decision's transaction.

    Reading begins only once the agreements are signed: standing sees to that.
    """
    case = case_of(application)
    organisation = case.organisation
    _note_domains(organisation, application)
    membership.set_organisation_state(organisation, Organisation.State.ACTIVE, by=by)
    person = _account(application, by)
    if not person.seats.filter(organisation=organisation, until=None).exists():
        membership.seat_person(person, organisation, by=by, role=Seat.Role.ADMINISTRATOR, since=now)
    letters.send_welcome(application, person)
    return person


def _account(application: Application, by: Actor) -> Person:
    """The account of the contact's address: the one that is there, or a new one. The mailed
    link has shown that the mailbox is theirs."""
    person = account_with(application.email)
    if person is None:
        person = founding.open_account(
            application.email,
            by=by,
            name=application.contact_name,
            job_title=application.contact_position,
            phone=application.contact_phone,
            language=application.language,
        )
        confirm_address(person)
    free = person.state in (Person.State.APPLICANT, Person.State.LEFT)
    if free and not is_suspended(person):
        membership.set_person_state(person, Person.State.VETTED, by=by)
    return person


def _note_domains(organisation: Organisation, application: Application) -> None:
    """Domains as typed, not confirmed; one that somebody has already is left out in silence."""
    taken = OrganisationDomain.objects.filter(domain__in=application.domains)
    known = set(taken.values_list("domain", flat=True))
    OrganisationDomain.objects.bulk_create(
        OrganisationDomain(organisation=organisation, domain=domain)
        for domain in application.domains
        if domain not in known and not is_free(domain)
    )
