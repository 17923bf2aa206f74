"""Who has not accepted the newest version yet: people or organisations, counted and listed."""

from collections.abc import Collection

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from community.models import (
    Acceptance,
    Agreement,
    AgreementVersion,
    GroupSeat,
    Organisation,
    Person,
    Seat,
)

from .models import AgreementGate


def people_asked(agreement: Agreement) -> QuerySet[Person]:
    """The vetted people of active organisations whom it concerns, by name."""
    rows = _people()
    if (seats := _seats_of_groups(agreement)) is not None:
        rows = rows.filter(pk__in=seats.values("seat__person"))
    return rows.order_by("name", "uid")


def organisations_asked(agreement: Agreement) -> QuerySet[Organisation]:
    """The active organisations whom it concerns, by name."""
    rows = _organisations()
    if (seats := _seats_of_groups(agreement)) is not None:
        rows = rows.filter(pk__in=seats.values("seat__organisation"))
    return rows.order_by("name", "uid")


def people_missing(version: AgreementVersion) -> QuerySet[Person]:
    """Who has to accept this version for themselves and has not."""
    signed = _open(version).filter(organisation=None, person=OuterRef("pk"))
    return people_asked(version.agreement).filter(~Exists(signed))


def organisations_missing(version: AgreementVersion) -> QuerySet[Organisation]:
    """On whose behalf this version has to be accepted and has not been."""
    signed = _open(version).filter(organisation=OuterRef("pk"))
    return organisations_asked(version.agreement).filter(~Exists(signed))


def asked_and_missing(version: AgreementVersion) -> tuple[int, int]:
    """How many are asked, and how many of them have not accepted. Two queries."""
    if version.agreement.scope == Agreement.Scope.PERSON:
        return people_asked(version.agreement).count(), people_missing(version).count()
    return organisations_asked(version.agreement).count(), organisations_missing(version).count()


def figures(versions: Collection[AgreementVersion]) -> dict[int, tuple[int, int]]:
    """The same by version key, for many agreements that everybody is asked for. Four queries."""
    rows = Acceptance.objects.filter(version__in=versions, ended_at=None).order_by()
    own = rows.filter(organisation=None, person__in=_people().order_by())
    theirs = rows.filter(organisation__in=_organisations())
    signed = dict(own.values_list("version").annotate(n=Count("person", distinct=True)))
    signed |= dict(theirs.values_list("version").annotate(n=Count("organisation", distinct=True)))
    people, organisations = _people().count(), _organisations().count()
    found = {}
    for version in versions:
        own_scope = version.agreement.scope == Agreement.Scope.PERSON
        asked = people if own_scope else organisations
        found[version.pk] = (asked, asked - signed.get(version.pk, 0))
    return found


def _people() -> QuerySet[Person]:
    return Person.objects.filter(
        Exists(_open_seats().filter(person=OuterRef("pk"))),
        state=Person.State.VETTED,
        is_active=True,
    )


def _organisations() -> QuerySet[Organisation]:
    return Organisation.objects.filter(state=Organisation.State.ACTIVE)


def _open(version: AgreementVersion) -> QuerySet[Acceptance]:
    return Acceptance.objects.filter(version=version, ended_at=None)


def _open_seats() -> QuerySet[Seat]:
    now = timezone.now()
    rows = Seat.objects.filter(since__lte=now, organisation__state=Organisation.State.ACTIVE)
    return rows.filter(Q(until=None) | Q(until__gt=now))


def _seats_of_groups(agreement: Agreement) -> QuerySet[GroupSeat] | None:
    """The seats it concerns where only groups ask for it; None where everybody is asked."""
    gates = list(AgreementGate.objects.filter(agreement=agreement))
    if agreement.required or not gates or any(gate.group_id is None for gate in gates):
        return None
    now = timezone.now()
    rows = GroupSeat.objects.filter(group__in=[gate.group_id for gate in gates], since__lte=now)
    return rows.exclude(until__lte=now).exclude(seat__until__lte=now)
