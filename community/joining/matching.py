"""Who is meant by what an applicant typed as a sponsor. Nothing of it is told to the applicant.

A sponsor has standing and is nobody of the applicant's own: neither the applicant's mailbox
nor an address at one of the domains in the application.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from community.enrolment import addresses_of
from community.models import Organisation, Person, Seat
from community.readers import standing_people
from search.analysis.fold import fold

from .models import Application


@dataclass(frozen=True, slots=True)
class Found:
    """A person with standing, and the organisation they speak for."""

    person: Person
    organisation: Organisation


def by_typed(application: Application, typed: str) -> Found | None:
    """By a member's address, or by the exact name of a member organisation in either script."""
    return by_address(application, typed) if "@" in typed else _by_name(application, typed)


def by_address(application: Application, email: str) -> Found | None:
    """The member with this address, if they may vouch for this applicant."""
    person = standing_people().filter(email__iexact=email.strip()).first()
    return _found(application, person) if person else None


def is_own(application: Application, person: Person) -> bool:
    """Whether `person` belongs to the applicant: by any mailbox they have shown to be theirs, by
    domain, by seat."""
    addresses = addresses_of(person)
    if application.email in addresses or any(_is_at(a, application.domains) for a in addresses):
        return True
    case = application.case
    return case is not None and person.seats.filter(organisation=case.organisation_id).exists()


def _is_at(address: str, domains: Iterable[str]) -> bool:
    """Whether an address lies in one of the domains, or in a part of one."""
    domain = address.rpartition("@")[2]
    return any(domain == one or domain.endswith(f".{one}") for one in domains)


def _found(application: Application, person: Person) -> Found | None:
    seat = _open_seats().filter(person=person).order_by("since", "pk").first()
    if seat is None or is_own(application, person):
        return None
    return Found(person, seat.organisation)


def _by_name(application: Application, typed: str) -> Found | None:
    wanted = _folded(typed)
    active = Organisation.objects.filter(state=Organisation.State.ACTIVE)
    rows = active.values_list("pk", "name", "name_en", "short_name")
    same = [pk for pk, *names in rows if wanted and wanted in map(_folded, names)]
    if len(same) != 1:
        return None
    seats = _open_seats().filter(
        organisation=same[0],
        role=Seat.Role.ADMINISTRATOR,
        person__standing_until__gt=timezone.now(),
    )
    found = (_found_at(application, seat) for seat in seats.order_by("since", "pk"))
    return next((one for one in found if one), None)


def _found_at(application: Application, seat: Seat) -> Found | None:
    return None if is_own(application, seat.person) else Found(seat.person, seat.organisation)


def _open_seats() -> QuerySet[Seat]:
    now = timezone.now()
    rows = Seat.objects.filter(
        since__lte=now, organisation__state=Organisation.State.ACTIVE
    ).exclude(until__lte=now)
    return rows.select_related("organisation", "person")


def _folded(name: str) -> str:
    return " ".join(folded for word in name.split() if (folded := fold(word)))
