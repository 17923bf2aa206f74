"""Which imports a viewer may look at, and how far each is."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from community.access.viewer import Viewer

from .models import Import, Row
from .wording import row_words

# As many columns of a row as fit beside each other.
SHOWN = 4


def imports_for(viewer: Viewer) -> QuerySet[Import]:
    """The secretariat's: all. Trustees: what waits for them, and what they approved."""
    if not viewer.is_member:
        return Import.objects.none()
    rows = Import.objects.select_related("by").order_by("-at", "uid")
    if viewer.has_role("secretariat"):
        return rows
    if not viewer.has_role("trustee"):
        return rows.none()
    approved = Q(approvals__by=viewer.person_id)
    return rows.filter(Q(state=Import.State.ASKED) | approved).distinct()


def import_for(viewer: Viewer, uid: UUID) -> Import | None:
    """One import, for who may look at it."""
    return imports_for(viewer).filter(uid=uid).first()


def counts_of(roster: Import) -> Counter[str]:
    """How many rows are in each state, and under "checked" how many were looked at."""
    rows = roster.rows.order_by().values_list("state", "checked").annotate(n=Count("pk"))
    found: Counter[str] = Counter()
    for state, checked, number in rows:
        found[state] += number
        found["checked"] += number if checked else 0
    return found


def problems_of(roster: Import) -> list[tuple[str, int]]:
    """What is wrong, in words, and with how many rows; the most frequent first."""
    rows = roster.rows.exclude(code="").order_by().values_list("code").annotate(n=Count("pk"))
    return [(row_words(code), n) for code, n in sorted(rows, key=lambda one: (-one[1], one[0]))]


@dataclass(frozen=True, slots=True)
class Line:
    """A row as the page shows it."""

    row: Row
    cells: list[str]
    words: str


SHOWS: dict[str, Q] = {
    "": Q(),
    "problems": ~Q(code=""),
    "made": Q(state=Row.State.MADE),
    "waiting": Q(state=Row.State.WAITING),
}


def lines_of(roster: Import, show: str, numbers: range) -> list[Line]:
    """Some rows in the order of the file, with their first columns; one query."""
    rows = rows_of_import(roster, show)[numbers.start : numbers.stop]
    places = shown_places(roster)
    return [
        Line(row, [_cell(row.cells, place) for place in places], row_words(row.code))
        for row in rows
    ]


def rows_of_import(roster: Import, show: str) -> QuerySet[Row]:
    """The rows of a tab, in the order of the file."""
    return roster.rows.filter(SHOWS[show]).order_by("number")


def shown_places(roster: Import) -> list[int]:
    """The places of the first columns that are taken."""
    return [n for n, name in enumerate(roster.fields) if name][:SHOWN]


def not_taken(roster: Import) -> list[str]:
    """Headers that mean nothing here."""
    pairs = zip(roster.columns, roster.fields, strict=True)
    return [header for header, name in pairs if not name and header]


def _cell(cells: list[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""
