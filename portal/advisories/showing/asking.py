"""What the address of the list asks for, and addresses that ask for something else."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, QueryDict

from community.access.tlp import Label

SEVERITIES = {"critical": 4, "high": 3, "medium": 2, "low": 1, "unrated": 0}
SORTS = ("newest", "urgent")
_MOST = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters that are on, as they stand in the address, and the order."""

    severity: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    sort: str = SORTS[0]
    page: str = ""

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """Every filter that is on, as name and value."""
        groups = (("severity", self.severity), ("label", self.label), ("year", self.year))
        return [(name, value) for name, values in groups for value in values]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the filter form sends along: the order, where it is not the usual one."""
        return [] if self.sort == SORTS[0] else [("sort", self.sort)]

    @property
    def cleared(self) -> str:
        """The query string without any filter."""
        return f"?{urlencode(self.kept)}"

    def address(self, *, without: tuple[str, str] | None = None) -> str:
        """The query string of the first page, with all filters but one."""
        pairs = [pair for pair in self.chosen if pair != without]
        return f"?{urlencode(pairs + self.kept)}"


def asked(query: QueryDict) -> Asked:
    """Reads the address; 404 for a filter or an order that does not exist."""
    sort = query.get("sort") or SORTS[0]
    if sort not in SORTS:
        raise Http404
    return Asked(
        severity=_known(query, "severity", SEVERITIES),
        label=_known(query, "label", Label.values),
        year=_years(query),
        sort=sort,
        page=query.get("page", ""),
    )


def _known(query: QueryDict, name: str, allowed: object) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(query.getlist(name)[:_MOST]))
    if not all(value in allowed for value in values):  # type: ignore[operator]
        raise Http404
    return values


def _years(query: QueryDict) -> tuple[str, ...]:
    years = tuple(dict.fromkeys(query.getlist("year")[:_MOST]))
    if not all(len(year) == 4 and year.isascii() and year.isdigit() for year in years):
        raise Http404
    return years
