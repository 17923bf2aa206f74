"""For whom somebody acts: the organisations they have a seat for, never a session's state."""

from django.db.models import QuerySet
from django.utils import timezone

from .models import Group, GroupSeat, Organisation, Person, Team, TeamSeat


def organisations_in_group(person: Person, group: Group) -> list[Organisation]:
    """The organisations on whose behalf `person` sits in `group` now, by name."""
    return [row.seat.organisation for row in _group_seats(person, group)]


def seat_in_group(
    person: Person, group: Group, organisation: Organisation | None = None
) -> GroupSeat | None:
    """The person's open seat in the group, for one organisation if given."""
    rows = _group_seats(person, group)
    if organisation is not None:
        rows = rows.filter(seat__organisation=organisation)
    return rows.first()


def team_seat(person: Person, team: Team) -> TeamSeat | None:
    """The person's open seat on a team's desk; its organisation is the team's."""
    now = timezone.now()
    rows = TeamSeat.objects.filter(seat__person=person, team=team, since__lte=now)
    return rows.exclude(until__lte=now).exclude(seat__until__lte=now).first()


def people_at_desk(team_id: int | None) -> QuerySet[TeamSeat, int]:
    """The keys of the persons who sit at a team's desk now, as a query; nobody for no team."""
    now = timezone.now()
    rows = TeamSeat.objects.filter(team=team_id, since__lte=now).exclude(until__lte=now)
    return rows.exclude(seat__until__lte=now).values_list("seat__person", flat=True)


def _group_seats(person: Person, group: Group) -> QuerySet[GroupSeat]:
    now = timezone.now()
    rows = GroupSeat.objects.filter(
        seat__person=person,
        group=group,
        since__lte=now,
        seat__organisation__state=Organisation.State.ACTIVE,
    )
    return (
        rows.exclude(until__lte=now)
        .exclude(seat__until__lte=now)
        .select_related("seat__organisation")
        .order_by("seat__organisation__name", "seat__organisation__uid")
    )
