"""The ledger: every acceptance with version, person, organisation and times, for one viewer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from community.access.viewer import Viewer
from community.audit.recording import record
from community.models import Acceptance, Organisation, Seat

from .knowing import readable_by
from .rendering import title_in

READERS = ("secretariat", "auditor")


@dataclass(frozen=True, slots=True)
class Line:
    """One acceptance. Names are those of today; times are UTC."""

    agreement: str
    kind: str
    version: int
    person: str
    organisation: str
    on_behalf: bool
    at: datetime
    ended_at: datetime | None


def ledger(viewer: Viewer, organisation: UUID | None = None) -> Iterator[Line]:
    """All acceptances the viewer may see, oldest first; 404 for who may see no ledger.

    `organisation`: only that one's and its people's own. Agreements that only groups ask for
    stand in it for who is inside such a group: they would name its members. Four queries.
    """
    rows = Acceptance.objects.filter(version__agreement__in=readable_by(viewer))
    if organisation is not None:
        rows = rows.filter(_of(_organisation(viewer, organisation)))
    elif not _reads_all(viewer):
        raise Http404
    rows = rows.select_related("version__agreement", "person", "organisation")
    ordered = rows.order_by(
        "at", "version__agreement__uid", "version__number", "person__uid", "organisation__uid"
    )
    return _lines(ordered)


def note_export(viewer: Viewer, form: str, lines: int, organisation: UUID | None) -> None:
    """Writes down that somebody took the ledger, in which form and with how many lines."""
    with transaction.atomic():
        record(
            actor=viewer.actor,
            verb="agreement.export",
            kind="organisation" if organisation else "network",
            uid=str(organisation or "ledger"),
            details={"form": form, "lines": lines, "label": "AMBER"},
        )


def _reads_all(viewer: Viewer) -> bool:
    return viewer.is_member and any(viewer.has_role(role) for role in READERS)


def _organisation(viewer: Viewer, uid: UUID) -> Organisation:
    """The organisation, for its administrators and for who reads everything."""
    found = Organisation.objects.filter(uid=uid).first()
    if found is None or not viewer.is_member:
        raise Http404
    if not _reads_all(viewer) and not viewer.has_role("administrator", found.pk):
        raise Http404
    return found


def _of(organisation: Organisation) -> Q:
    seats = Seat.objects.filter(organisation=organisation, person=OuterRef("person"), until=None)
    return Q(organisation=organisation) | Q(Q(organisation=None), Exists(seats))


def _lines(rows: QuerySet[Acceptance]) -> Iterator[Line]:
    titles: dict[int, str] = {}
    for row in rows.prefetch_related("version__texts"):
        version = row.version
        if version.pk not in titles:
            titles[version.pk] = title_in(version.texts.all(), version.binding_language)
        yield Line(
            agreement=titles[version.pk] or version.agreement.get_kind_display(),
            kind=str(version.agreement.get_kind_display()),
            version=version.number,
            person=row.person.name,
            organisation=row.organisation.name if row.organisation else "",
            on_behalf=row.organisation_id is not None,
            at=row.at,
            ended_at=row.ended_at,
        )
