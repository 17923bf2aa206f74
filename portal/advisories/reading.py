"""What pages show of advisories, read for one viewer with a constant number of queries."""

from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Count, QuerySet
from django.http import Http404

from community.access.tlp import Label
from community.access.viewer import Viewer
from community.paging import page_of, rows_of

from .models import Advisory, ForeignDocument, Release
from .showing.asking import SEVERITIES, Asked
from .showing.latin import in_readers_script

PER_PAGE = 20
# Severity, label, year, and how many readable advisories have all three.
Tally = list[tuple[int, str, int, int]]
_ORDERS = {
    "newest": ("-released_at", "uid"),
    "urgent": ("-severity", "-released_at", "uid"),
}
_HEAVY = ("canonical", "html", "latin_text")


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list, and the counts from which its filters are drawn."""

    releases: list[Release]
    page: "Page[int]"
    total: int
    tally: Tally


def listing(viewer: Viewer, asked: Asked) -> Listing:
    """The latest releases that `viewer` may read, as asked. Two queries."""
    readable = Release.objects.visible_to(viewer).filter(latest=True)
    tally = list(
        readable.order_by()
        .values_list("severity", "label", "year")
        .annotate(number=Count("pk"))
        .order_by("severity", "label", "year")
    )
    total = sum(row[3] for row in tally if fits(row, asked))
    page = page_of(asked.page, total, PER_PAGE)
    rows = rows_of(page)
    chosen = _chosen(readable, asked).order_by(*_ORDERS[asked.sort])
    found = chosen.select_related("advisory").defer(*_HEAVY, "advisory__draft")
    releases = [in_readers_script(release) for release in found[rows.start : rows.stop]]
    return Listing(releases, page, total, tally)


def fits(row: tuple[int, str, int, int], asked: Asked, *, but: str = "") -> bool:
    """Whether a tally row passes the filters, all of them or all but one."""
    severity, label, year, _number = row
    return (
        (but == "severity" or not asked.severity or severity in _levels(asked))
        and (but == "label" or not asked.label or label in asked.label)
        and (but == "year" or not asked.year or str(year) in asked.year)
    )


def _chosen(rows: QuerySet[Release], asked: Asked) -> QuerySet[Release]:
    if asked.severity:
        rows = rows.filter(severity__in=_levels(asked))
    if asked.label:
        rows = rows.filter(label__in=asked.label)
    if asked.year:
        rows = rows.filter(year__in=asked.year)
    return rows


def _levels(asked: Asked) -> set[int]:
    return {SEVERITIES[name] for name in asked.severity}


def release_for(viewer: Viewer, uid: UUID, number: int | None = None) -> Release:
    """The latest release of an advisory, or the one with that number; else 404."""
    which = {"latest": True} if number is None else {"ordinal": number}
    # A number beyond what the column holds was not made by us.
    if number is not None and not 1 <= number <= 100_000:
        raise Http404
    rows = Release.objects.visible_to(viewer).select_related("advisory__case")
    release = rows.defer("advisory__draft").filter(advisory__uid=uid, **which).first()
    if release is None:
        raise Http404
    return in_readers_script(release)


def versions_of(viewer: Viewer, advisory: Advisory) -> list[Release]:
    """All versions that went out, newest first."""
    rows = Release.objects.visible_to(viewer).filter(advisory=advisory)
    return list(rows.defer(*_HEAVY).order_by("-ordinal"))


def relatives_of(viewer: Viewer, advisory: Advisory) -> list[Release]:
    """Other variants and languages of the same case, those that `viewer` may read."""
    rows = Release.objects.visible_to(viewer).filter(latest=True, advisory__case=advisory.case_id)
    others = rows.exclude(advisory=advisory).select_related("advisory")
    found = others.defer(*_HEAVY, "advisory__draft").order_by("lang", "uid")
    return [in_readers_script(release) for release in found]


def source_of(release: Release) -> ForeignDocument | None:
    """The bytes a foreign release was made from. The caller has read the release."""
    if not release.advisory.foreign:
        return None
    rows = ForeignDocument.objects.filter(advisory=release.advisory_id, version=release.version)
    return rows.first()


def latest_warnings(viewer: Viewer, number: int) -> list[Release]:
    """The newest CLEAR advisories written for everybody, for the home page. One query."""
    rows = Release.objects.visible_to(viewer).filter(
        latest=True, label=Label.CLEAR, written_for=Advisory.For.CITIZENS, withdrawn=False
    )
    found = rows.select_related("advisory").defer(*_HEAVY, "advisory__draft")
    newest = found.order_by("-released_at", "uid")[:number]
    return [in_readers_script(release) for release in newest]
