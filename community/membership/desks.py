"""Seats at a team's desk and in a group."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from community.access.actors import Actor
from community.models import Group, GroupSeat, Seat, Team, TeamSeat

from .recorded import log
from .refreshing import refresh


@transaction.atomic
def join_team(
    seat: Seat,
    team: Team,
    *,
    by: Actor,
    writes: bool = True,
    reviews: bool = False,
    releases: bool = False,
    since: datetime | None = None,
) -> TeamSeat:
    """Puts the person of `seat` on a team's desk."""
    row = TeamSeat.objects.create(
        seat=seat,
        team=team,
        writes=writes,
        reviews=reviews,
        releases=releases,
        since=since or timezone.now(),
    )
    refresh(seat.person)
    log(by, "team.join", "team", team, person=seat.person.uid)
    return row


@transaction.atomic
def join_group(
    seat: Seat,
    group: Group,
    *,
    by: Actor,
    role: str = GroupSeat.Role.MEMBER,
    since: datetime | None = None,
    until: datetime | None = None,
) -> GroupSeat:
    """Lets the person of `seat` into a group, on behalf of the seat's organisation."""
    row = GroupSeat.objects.create(
        seat=seat, group=group, role=role, since=since or timezone.now(), until=until
    )
    refresh(seat.person)
    log(by, "group.join", "group", group, person=seat.person.uid, role=role)
    return row


@transaction.atomic
def leave_group(row: GroupSeat, *, by: Actor, now: datetime | None = None) -> None:
    """Ends a group seat."""
    row.until = now or timezone.now()
    row.save(update_fields=["until"])
    refresh(row.seat.person, row.until)
    log(by, "group.leave", "group", row.group, person=row.seat.person.uid)


@transaction.atomic
def leave_team(row: TeamSeat, *, by: Actor, now: datetime | None = None) -> None:
    """Ends a seat at a desk."""
    row.until = now or timezone.now()
    row.save(update_fields=["until"])
    refresh(row.seat.person, row.until)
    log(by, "team.leave", "team", row.team, person=row.seat.person.uid)
