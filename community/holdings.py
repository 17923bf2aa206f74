"""Which tokens and roles follow from a person's dated seats. Pure reading; see `membership`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from .access import tokens
from .access.viewer import ROLE_PREFIX
from .agreements.requirements import Requirements
from .models import ClientRelation, GroupSeat, Lineage, NetworkRole, Person, Seat, TeamSeat
from .standing import OPEN_END, earliest, standing_seats


@dataclass(frozen=True, slots=True)
class Held:
    """One token or role with the dates it is held; `until` None is open.

    `reach` is the strictest partition the token opens meanwhile.
    """

    name: str
    since: datetime
    until: datetime | None
    reach: int = int(tokens.Partition.STRICT)


def derive(person: Person, now: datetime) -> list[Held]:
    """Everything `person` holds or will hold through seats known at `now`."""
    seats = standing_seats(person, now)
    if not seats:
        return []
    asked = Requirements(person, [seat for seat, _end in seats], now)
    held = list(_network_roles(person, now))
    for seat, end in seats:
        found = [*_of_organisation(seat, end, now), *_of_teams(seat, end, now)]
        found += _of_groups(seat, end, now, asked)
        found.append(_held(tokens.usr(person.pk), seat.since, end))
        held += [part for one in found for part in _by_reach(one, seat, asked)]
    return _merged(held)


def _by_reach(held: Held, seat: Seat, asked: Requirements) -> Iterator[Held]:
    """A token as far as labels let it open; where one asks for a signature later, in two parts.

    The parts lie over each other: a shorter reach holds on where a longer one has ended.
    """
    if held.name.startswith(ROLE_PREFIX):
        yield held
        return
    longest = None
    for reach, end in sorted(asked.reaches(held.name, seat).items(), reverse=True):
        until = earliest(held.until, end) if end is not None else None
        if until is not None and (longest is None or until > longest):
            longest = until
            yield Held(held.name, held.since, _open(until), reach)


def _held(name: str, since: datetime, until: datetime) -> Held:
    return Held(name, since, _open(until))


def _of_organisation(seat: Seat, end: datetime, now: datetime) -> Iterator[Held]:
    number = seat.organisation_id
    yield _held(tokens.org(number), seat.since, end)
    for predecessor in _inherited(number, now):
        yield _held(tokens.org(predecessor), seat.since, end)
    if seat.role == Seat.Role.ADMINISTRATOR:
        yield _held(f"{ROLE_PREFIX}administrator:{number}", seat.since, end)
    relations = ClientRelation.objects.filter(client=number, vetted_at__lte=now)
    for relation in relations.exclude(until__lte=now):
        since = max(seat.since, relation.since)
        yield _held(tokens.cli(relation.provider_id), since, earliest(end, relation.until))


def _inherited(organisation_id: int, now: datetime) -> set[int]:
    """Predecessors by succession, through any number of steps; a merger inherits nothing."""
    return _along(organisation_id, "successor", "predecessor", now)


def heirs_of(organisation_id: int, now: datetime) -> set[int]:
    """Who inherits from an organisation by succession, through any number of steps."""
    return _along(organisation_id, "predecessor", "successor", now)


def _along(organisation_id: int, here: str, there: str, now: datetime) -> set[int]:
    """Every organisation met from one side of the successions to the other; circles end."""
    found: set[int] = set()
    front = {organisation_id}
    while front:
        rows = Lineage.objects.filter(
            kind=Lineage.Kind.SUCCESSION, date__lte=now, **{f"{here}__in": front}
        )
        front = set(rows.values_list(f"{there}_id", flat=True)) - found
        found |= front
    return found - {organisation_id}


def _of_groups(seat: Seat, end: datetime, now: datetime, asked: Requirements) -> Iterator[Held]:
    """Nothing of a group whose agreement was not accepted: the seat is there, its door shut."""
    for row in GroupSeat.objects.filter(seat=seat).exclude(until__lte=now):
        if (signed := asked.group_end(row.group_id, seat)) is None:
            continue
        group, until = row.group_id, earliest(end, row.until, signed)
        yield _held(tokens.grp(group), row.since, until)
        yield _held(tokens.seat(group, seat.person_id), row.since, until)
        if row.role != GroupSeat.Role.MEMBER:
            yield _held(f"{ROLE_PREFIX}{row.role}:{group}", row.since, until)


def _of_teams(seat: Seat, end: datetime, now: datetime) -> Iterator[Held]:
    for row in TeamSeat.objects.filter(seat=seat).exclude(until__lte=now):
        team, until = row.team_id, earliest(end, row.until)
        yield _held(tokens.desk(team), row.since, until)
        duties = {"author": row.writes, "reviewer": row.reviews, "publisher": row.releases}
        for duty, has in duties.items():
            if has:
                yield _held(f"{ROLE_PREFIX}{duty}:{team}", row.since, until)


def _network_roles(person: Person, now: datetime) -> Iterator[Held]:
    for row in NetworkRole.objects.filter(person=person).filter(Q(until=None) | Q(until__gt=now)):
        yield Held(f"{ROLE_PREFIX}{row.role}", row.since, row.until)


def _merged(held: list[Held]) -> list[Held]:
    """The same name and reach through two seats: one row from the first start to the last end.

    A gap between them would be lost, so spans that do not touch stay apart.
    """
    merged: list[Held] = []
    for item in sorted(held, key=lambda h: (h.name, h.reach, h.since)):
        last = merged[-1] if merged else None
        if last and _same(last, item) and item.since <= (last.until or OPEN_END):
            end = max(last.until or OPEN_END, item.until or OPEN_END)
            merged[-1] = Held(item.name, last.since, _open(end), item.reach)
        else:
            merged.append(item)
    return merged


def _same(one: Held, other: Held) -> bool:
    return (one.name, one.reach) == (other.name, other.reach)


def _open(end: datetime) -> datetime | None:
    return None if end == OPEN_END else end
