"""Roles in an organisation, at a team's desk, in a group.

Seats are dated rows: another duty is another row, so that it can be told who had which when.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import membership
from community.access.policy import Refused, require
from community.models import Group, GroupSeat, Person, Seat, Team, TeamSeat
from community.readers import standing_people

from .acting import Acting
from .leaving import mind_administrators
from .rules import NewDuties, NewRole
from .seats import open_now


@transaction.atomic
def give_role(seat: Seat, role: str, *, by: Acting) -> None:
    """Makes somebody administrator of the organisation, or a member again."""
    row = Seat.objects.select_for_update().get(pk=seat.pk)
    require(by.viewer, "seat.role", NewRole(row, role))
    if row.role == role:
        return
    membership.set_seat_role(row, role, by=by.actor)
    mind_administrators(row.organisation)


@dataclass(frozen=True, slots=True)
class Duties:
    """What somebody does at a desk; none of it means not sitting there."""

    writes: bool = False
    reviews: bool = False
    releases: bool = False

    def __bool__(self) -> bool:
        return self.writes or self.reviews or self.releases

    def beyond(self, before: "Duties") -> bool:
        """Whether there is a duty among them that was not there before."""
        pairs = (
            (self.writes, before.writes),
            (self.reviews, before.reviews),
            (self.releases, before.releases),
        )
        return any(now and not then for now, then in pairs)


def _as_duties(row: TeamSeat) -> Duties:
    return Duties(row.writes, row.reviews, row.releases)


def _duties_of(team: Team, seat: Seat) -> Duties:
    row = open_now(TeamSeat.objects.filter(team=team, seat=seat)).first()
    return _as_duties(row) if row is not None else Duties()


@transaction.atomic
def set_duties(team: Team, seat: Seat, duties: Duties, *, by: Acting) -> None:
    """Ends the seat at the desk and opens one with the new duties, if there are any."""
    more = duties.beyond(_duties_of(team, seat))
    require(by.viewer, "team.duties", NewDuties(team, seat, more))
    if seat.organisation_id != team.organisation_id:
        raise Refused("team.people", _("Only people of the team's organisation sit at its desk."))
    row = open_now(TeamSeat.objects.select_for_update().filter(team=team, seat=seat)).first()
    if row is not None:
        if _as_duties(row) == duties:
            return
        membership.leave_team(row, by=by.actor)
    if duties:
        membership.join_team(
            seat,
            team,
            by=by.actor,
            writes=duties.writes,
            reviews=duties.reviews,
            releases=duties.releases,
        )


@transaction.atomic
def admit(group: Group, email: str, *, by: Acting) -> GroupSeat:
    """Lets a member into a group, through the first of their seats.

    One refusal for everybody who cannot be admitted: a stranger, somebody without standing,
    somebody who does not want to be found.
    """
    require(by.viewer, "group.people", group)
    who = _findable().filter(email__iexact=email.strip()).first()
    if who is None:
        raise Refused("group.people", _("No member can be admitted by this address."))
    there = open_now(GroupSeat.objects.filter(group=group, seat__person=who)).first()
    if there is not None:
        return there
    seats = open_now(who.seats.filter(organisation__state="active"))
    seat = seats.order_by("since", "pk")[0]
    return membership.join_group(seat, group, by=by.actor)


def _findable() -> QuerySet[Person]:
    return standing_people().filter(hidden=False)


@transaction.atomic
def set_group_role(row: GroupSeat, role: str, *, by: Acting) -> None:
    """Member, moderator or chair; the seat with the old role ends."""
    row = GroupSeat.objects.select_for_update().get(pk=row.pk)
    require(by.viewer, "group.seat", row)
    if _is_over(row) or row.role == role:
        return
    until = row.until
    membership.leave_group(row, by=by.actor)
    membership.join_group(row.seat, row.group, by=by.actor, role=role, until=until)


@transaction.atomic
def remove_from_group(row: GroupSeat, *, by: Acting) -> None:
    """Ends a seat in a group."""
    row = GroupSeat.objects.select_for_update().get(pk=row.pk)
    require(by.viewer, "group.seat", row)
    if not _is_over(row):
        membership.leave_group(row, by=by.actor)


def _is_over(row: GroupSeat) -> bool:
    return row.until is not None and row.until <= timezone.now()


@transaction.atomic
def leave_group(group: Group, person: Person, *, by: Acting) -> None:
    """A member leaves a group by themselves."""
    require(by.viewer, "network.leave", person)
    for row in open_now(GroupSeat.objects.filter(group=group, seat__person=person)):
        membership.leave_group(row, by=by.actor)
