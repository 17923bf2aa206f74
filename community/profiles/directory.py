"""The directory: organisations the viewer may know of, narrowed, a page at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from community.access.viewer import Viewer
from community.models import Organisation, Team
from community.paging import page_of, rows_of

from .countries import country_name
from .reading import with_keys
from .sectors import sector_name
from .visibility import visible_organisations, visible_teams
from .wording import as_title, facts_of, name_of, name_order

PER_PAGE = 20
FILTERS = ("kind", "sector", "country", "role")


@dataclass(frozen=True, slots=True)
class Entry:
    """One organisation in the list, with how to reach its teams."""

    organisation: Organisation
    name: str
    facts: list[str]
    teams: list[Team] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the directory; `groups` are the filters with true counts for this viewer."""

    entries: Sequence[Entry]
    page: "Page[int]"
    total: int
    groups: list[dict[str, Any]]
    chosen: int


def listing(viewer: Viewer, query: QueryDict) -> Listing:
    """What the address asks for. A value that no organisation has finds nothing."""
    everything = visible_organisations(viewer)
    chosen = {name: query.getlist(name) for name in FILTERS if query.getlist(name)}
    found = everything.filter(**{f"{name}__in": values for name, values in chosen.items()})
    page = page_of(query.get("page", ""), found.count(), PER_PAGE)
    rows = rows_of(page)
    organisations = list(found.order_by(*name_order())[rows.start : rows.stop])
    return Listing(
        entries=_entries(viewer, organisations),
        page=page,
        total=page.paginator.count,
        groups=[_group(everything, name, chosen.get(name, [])) for name in FILTERS],
        chosen=sum(len(values) for values in chosen.values()),
    )


def _entries(viewer: Viewer, organisations: list[Organisation]) -> list[Entry]:
    by_organisation: dict[int, list[Team]] = {}
    teams = with_keys(visible_teams(viewer).filter(organisation__in=organisations))
    for team in teams.order_by("name", "uid"):
        by_organisation.setdefault(team.organisation_id, []).append(team)
    return [
        Entry(one, name_of(one), facts_of(one), by_organisation.get(one.pk, []))
        for one in organisations
    ]


def _group(everything: QuerySet[Organisation], name: str, chosen: list[str]) -> dict[str, Any]:
    counts = everything.order_by().values_list(name).annotate(n=Count("pk"))
    choices = [
        {"value": value, "text": _WORDS[name](value), "count": n, "checked": value in chosen}
        for value, n in counts
        if value
    ]
    legends = {
        "kind": _("Kind"),
        "sector": _("Sector"),
        "country": _("Country"),
        "role": _("Role in the network"),
    }
    choices.sort(key=lambda choice: choice["text"])
    return {"legend": legends[name], "name": name, "choices": choices}


def _word(choices: Any) -> Callable[[str], str]:
    return lambda value: as_title(dict(choices.choices).get(value, value))


_WORDS: dict[str, Callable[[str], str]] = {
    "kind": _word(Organisation.Kind),
    "sector": sector_name,
    "country": country_name,
    "role": _word(Organisation.Role),
}
