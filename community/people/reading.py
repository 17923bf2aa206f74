"""What the pages of people show, read for one viewer with a constant number of queries."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from community.access.policy import ask
from community.access.viewer import Viewer
from community.models import GroupSeat, Organisation, Person, Seat, Team, TeamSeat, VettingCase
from community.paging import page_of, rows_of
from community.rules import rules

from .inviting import open_invitations
from .models import Invitation, Measure, Request
from .reconfirming import period, seats_to_confirm
from .seats import open_now

PEOPLE_PER_PAGE = 25


@dataclass(slots=True)
class PeoplePage:
    """An organisation's people; requests and invitations for its administrators only."""

    organisation: Organisation
    seats: list[Seat]
    page: "Page[int]"
    overdue_before: datetime
    now: datetime
    administers: bool = False
    gives_roles: bool = False
    reconfirms: bool = False
    requests: list[Request] = field(default_factory=list)
    invitations: list[Invitation] = field(default_factory=list)


def organisation_for(viewer: Viewer, uid: UUID, act: str = "people.see") -> Organisation:
    """The organisation, if `viewer` may do `act` there; else 404."""
    found = Organisation.objects.filter(uid=uid).first()
    if found is None or not ask(viewer, act, found):
        raise Http404
    return found


def people_page(viewer: Viewer, uid: UUID, asked_page: str) -> PeoplePage:
    """One page of the people of an organisation; hidden ones only for who administers."""
    organisation, now = organisation_for(viewer, uid), timezone.now()
    administers = bool(ask(viewer, "people.administer", organisation))
    reconfirms = bool(ask(viewer, "people.reconfirm", organisation))
    seats = open_now(organisation.seats.filter(since__lte=now))
    if not reconfirms:
        seats = seats.filter(Q(person__hidden=False) | Q(person=viewer.person_id))
    page = page_of(asked_page, seats.count(), PEOPLE_PER_PAGE)
    rows = rows_of(page)
    shown = seats.select_related("person").order_by("person__name", "person__uid")
    return PeoplePage(
        organisation,
        list(shown[rows.start : rows.stop]),
        page,
        now - period(),
        now,
        administers=administers,
        gives_roles=reconfirms,
        reconfirms=reconfirms,
        requests=list(_waiting_requests(organisation)) if administers else [],
        invitations=list(_invitations(organisation)) if administers else [],
    )


def _waiting_requests(organisation: Organisation) -> QuerySet[Request]:
    rows = Request.objects.filter(organisation=organisation, proven_at__isnull=False, decision="")
    return rows.order_by("proven_at", "uid")


def _invitations(organisation: Organisation) -> QuerySet[Invitation]:
    return open_invitations(organisation).order_by("-sent_at", "uid")


def seat_of(organisation: Organisation, person_uid: str) -> Seat:
    """The open seat of a person there, by the person's uid; 404 if there is none."""
    try:
        rows = open_now(organisation.seats.select_related("person", "organisation"))
        return rows.get(person__uid=UUID(person_uid))
    except (ValueError, Seat.DoesNotExist) as missing:
        raise Http404 from missing


def own_seats(person: Person) -> list[Seat]:
    """The open seats of a person."""
    rows = open_now(person.seats.select_related("organisation", "person"))
    return list(rows.order_by("organisation__name", "organisation__uid"))


def reconfirmation(viewer: Viewer, uid: UUID) -> tuple[Organisation, list[Seat]]:
    """The people of an organisation with the age of what was said of them, and `may`: whether
    this viewer may speak for them."""
    organisation = organisation_for(viewer, uid, "people.reconfirm")
    seats = list(seats_to_confirm(organisation, timezone.now()))
    for seat in seats:
        seat.organisation = organisation
        seat.may = seat.person_id != viewer.person_id or ask(viewer, "seat.confirm", seat)  # type: ignore[attr-defined]
    return organisation, seats


def team_for(viewer: Viewer, uid: UUID) -> Team:
    """The team, for the administrators of its organisation; else 404."""
    found = Team.objects.select_related("organisation").filter(uid=uid).first()
    if found is None or not ask(viewer, "team.people", found):
        raise Http404
    return found


def at_desk(team: Team) -> list[Seat]:
    """Everybody of the team's organisation, each with `at_desk`: the seat there or nothing."""
    desk = open_now(TeamSeat.objects.filter(team=team))
    rows = open_now(team.organisation.seats.select_related("person"))
    seats = rows.prefetch_related(Prefetch("team_seats", desk, to_attr="open_desk"))
    found: list[Any] = list(seats.order_by("person__name", "person__uid"))
    for seat in found:
        seat.at_desk = seat.open_desk[0] if seat.open_desk else None
    return found


def in_group(group_pk: int) -> QuerySet[GroupSeat]:
    """The open seats of a group with person and organisation, by name."""
    rows = open_now(GroupSeat.objects.filter(group=group_pk))
    return rows.select_related("seat__person", "seat__organisation", "group").order_by(
        "seat__person__name", "seat__person__uid", "pk"
    )


def open_cases(asked_page: str) -> "tuple[list[VettingCase], Page[int]]":
    """One page of the people who wait for the network's word, the oldest first."""
    rows = VettingCase.objects.filter(introduction__isnull=False, state=VettingCase.State.OPEN)
    page = page_of(asked_page, rows.count(), PEOPLE_PER_PAGE)
    span = rows_of(page)
    shown = rows.select_related("person", "organisation", "introduction__by")
    return list(shown.order_by("opened_at", "uid")[span.start : span.stop]), page


def case_of(uid: UUID) -> VettingCase:
    """A person's case with its votes; 404 for what is not one. For the secretariat's pages."""
    rows = VettingCase.objects.filter(uid=uid, introduction__isnull=False)
    found = rows.select_related("person", "organisation").prefetch_related("votes__by").first()
    if found is None:
        raise Http404
    return found


def open_measures(viewer: Viewer) -> QuerySet[Measure]:
    """Suspensions that hold and removals that wait; not those of who looks."""
    rows = Measure.objects.filter(ended_at=None).exclude(person=viewer.person_id)
    return rows.select_related("person", "by").order_by("at", "uid")


def sleepers() -> QuerySet[Person]:
    """Who asked to be woken and waits for the secretariat."""
    rows = Person.objects.filter(state=Person.State.DORMANT, sleep__asked_at__isnull=False)
    return rows.select_related("sleep").order_by("sleep__asked_at", "uid")


def person_of(uid: UUID) -> Person:
    """A person, for the secretariat; an erased one is not there."""
    found = Person.objects.exclude(state=Person.State.ERASED).filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def person_by_address(address: str) -> Person | None:
    """For the secretariat's search."""
    rows = Person.objects.exclude(state=Person.State.ERASED)
    return rows.filter(email__iexact=address.strip()).first() if address.strip() else None


def votes_needed() -> int:
    """How many votes decide about a person."""
    return rules().person_vetters_needed


def seat_word(row: GroupSeat) -> str:
    """Names a seat in a group without its key: the person for the organisation."""
    return f"{row.seat.person.uid}.{row.seat.organisation.uid}"


def now() -> datetime:
    """The moment ages are counted to."""
    return timezone.now()
