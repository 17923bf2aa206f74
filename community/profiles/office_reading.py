"""What the secretariat sees of organisations: all of them, whatever their state."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, Q, QuerySet
from django.http import Http404, QueryDict
from django.utils import timezone

from community.models import Lineage, Organisation, OrganisationDomain
from community.paging import page_of, rows_of

from .models import LineageProposal, StateNote

PER_PAGE = 30
S = Organisation.State


@dataclass(frozen=True, slots=True)
class OfficeList:
    """A page of organisations in one state, and the tabs of all states."""

    rows: Sequence[Organisation]
    page: "Page[int]"
    tabs: list[dict[str, Any]]


def organisations(query: QueryDict) -> OfficeList:
    """Those in the state that the address asks for, active ones if it asks for none."""
    state = query.get("state") or S.ACTIVE
    if state not in S.values:
        raise Http404
    counts = dict(Organisation.objects.order_by().values_list("state").annotate(n=Count("pk")))
    page = page_of(query.get("page", ""), counts.get(state, 0), PER_PAGE)
    rows = rows_of(page)
    found = _with_seats(Organisation.objects.filter(state=state)).order_by("name", "uid")
    tabs = [
        {
            "text": str(one.label).capitalize(),
            "url": f"?state={one.value}",
            "count": counts.get(one.value, 0),
            "current": one.value == state,
        }
        for one in S
    ]
    return OfficeList(list(found[rows.start : rows.stop]), page, tabs)


def one(organisation: Organisation) -> dict[str, Any]:
    """Everything of one organisation for its page in the office."""
    now = timezone.now()
    lines = Q(predecessor=organisation) | Q(successor=organisation)
    return {
        "organisation": organisation,
        "notes": StateNote.objects.filter(organisation=organisation).select_related("by"),
        "domains": OrganisationDomain.objects.filter(organisation=organisation).order_by("domain"),
        "teams": organisation.teams.order_by("name", "uid"),
        "seats": organisation.seats.filter(since__lte=now).exclude(until__lte=now).count(),
        "lineage": Lineage.objects.filter(lines).select_related("predecessor", "successor"),
    }


def lineage_proposals() -> QuerySet[LineageProposal]:
    """Successions and mergers, those that wait first."""
    rows = LineageProposal.objects.select_related("predecessor", "successor", "proposed_by")
    return rows.order_by("decided_at", "-proposed_at", "uid")


def _with_seats(rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    now = timezone.now()
    open_ones = Q(seats__since__lte=now) & (Q(seats__until=None) | Q(seats__until__gt=now))
    return rows.annotate(people=Count("seats", filter=open_ones))
