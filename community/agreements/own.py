"""What a person's own pages of agreements show."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from community.access.tokens import grp
from community.access.viewer import Viewer
from community.models import (
    Acceptance,
    Agreement,
    AgreementVersion,
    Group,
    Organisation,
    Person,
    Seat,
)
from community.standing import open_seats

from .asking import Ask, asks_of
from .knowing import open_to, seats_in_groups
from .rendering import title_in


@dataclass(frozen=True, slots=True)
class Signed:
    """An acceptance that one gave; `newest` is the number to sign by now, if it is to be signed."""

    title: str
    acceptance: Acceptance
    newest: int


@dataclass(frozen=True, slots=True)
class Known:
    """An agreement one may read, by its newest version."""

    agreement: Agreement
    version: AgreementVersion
    title: str


def signed_by(viewer: Viewer, person: Person) -> list[Signed]:
    """Everything `person` accepted, the newest first, also what ended. Five queries.

    Of what is not open to them any more they are told no newer number.
    """
    still = set(open_to(viewer).values_list("pk", flat=True))
    rows = (
        Acceptance.objects.filter(person=person)
        .select_related("version__agreement", "organisation")
        .prefetch_related("version__texts", "version__agreement__versions")
        .order_by("-at", "version__agreement__uid", "-version__number", "organisation__uid")
    )
    return [
        Signed(
            title=title_in(row.version.texts.all(), row.version.binding_language),
            acceptance=row,
            newest=max(one.number for one in row.version.agreement.versions.all())
            if row.version.agreement_id in still
            else row.version.number,
        )
        for row in rows
    ]


def texts_for(viewer: Viewer) -> list[Known]:
    """The agreements `viewer` may read, by title. Three queries."""
    rows = open_to(viewer).prefetch_related("versions__texts")
    found = []
    for agreement in rows:
        if versions := list(agreement.versions.all()):
            newest = versions[0]
            title = title_in(newest.texts.all(), newest.binding_language)
            found.append(Known(agreement, newest, title))
    return sorted(found, key=lambda known: (known.title, known.agreement.uid))


def signable(person: Person, version: AgreementVersion) -> list[Organisation | None]:
    """For whom `person` can still sign this version: None is for themselves."""
    signed = Acceptance.objects.filter(version=version, ended_at=None)
    if version.agreement.scope == Agreement.Scope.PERSON:
        done = signed.filter(person=person, organisation=None).exists()
        return [] if done else [None]
    seats = open_seats(person, timezone.now()).filter(role=Seat.Role.ADMINISTRATOR)
    seats = seats.exclude(organisation__in=signed.values("organisation"))
    return [seat.organisation for seat in seats.order_by("organisation__name", "pk")]


def my_acceptances(person: Person, version: AgreementVersion) -> QuerySet[Acceptance]:
    """What counts of this version for `person`: their own, and those of their organisations."""
    now = timezone.now()
    rows = Acceptance.objects.filter(version=version, ended_at=None)
    if version.agreement.scope == Agreement.Scope.PERSON:
        rows = rows.filter(person=person, organisation=None)
    else:
        rows = rows.filter(organisation__in=open_seats(person, now).values("organisation"))
    return rows.select_related("organisation", "person").order_by("at", "organisation__uid")


def asked_at_door(viewer: Viewer, group: Group, now: datetime | None = None) -> list[Ask]:
    """What a member of `group` has to see signed before its door opens; nobody else learns it."""
    if viewer.person_id is None or grp(group.pk) in viewer.tokens:
        return []
    if not seats_in_groups(viewer.person_id).filter(group=group).exists():
        return []
    person = Person.objects.get(pk=viewer.person_id)
    return [ask for ask in asks_of(person, now) if group in ask.groups]
