"""The one who looks: a frozen value made once per request, and asked by every face of the rule."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from .actors import ANONYMOUS_ACTOR, Actor
from .models import NETWORK_SET_ID, PUBLIC_SET_ID
from .tokens import MEM, PUB, Audience, Partition

ROLE_PREFIX = "role:"


@dataclass(frozen=True, slots=True)
class Viewer:
    """What somebody may read (`acl_ids`) and which roles they act in.

    `person_id` is None for anonymous visitors and machines. `valid_until` is the next dated
    end of anything held; a viewer is not kept beyond it.
    """

    actor: Actor
    tokens: frozenset[str]
    acl_ids: frozenset[int]
    partitions: frozenset[int]
    roles: frozenset[str] = field(default_factory=frozenset)
    person_id: int | None = None
    valid_until: datetime | None = None
    # Tokens that do not open every partition, with the strictest one they open.
    short: frozenset[tuple[str, int]] = field(default_factory=frozenset)

    @property
    def is_member(self) -> bool:
        """Whether the viewer has standing in the network."""
        return MEM in self.tokens

    def has_role(self, role: str, place: int | None = None) -> bool:
        """Whether the viewer acts in `role`, in one place (`author` of team 3) if given."""
        return (role if place is None else f"{role}:{place}") in self.roles

    def opens(self, wanted: Audience) -> bool:
        """Whether the viewer would read what this audience is for, saved or not."""
        return any(
            dict(self.short).get(token, Partition.STRICT) >= wanted.partition
            for token in wanted.tokens & self.tokens
        )

    def places_of(self, role: str) -> frozenset[int]:
        """The ids of the teams, groups or organisations in which the viewer has `role`."""
        head = f"{role}:"
        return frozenset(int(name[len(head) :]) for name in self.roles if name.startswith(head))


ANONYMOUS = Viewer(
    actor=ANONYMOUS_ACTOR,
    tokens=frozenset({PUB}),
    acl_ids=frozenset({PUBLIC_SET_ID}),
    partitions=frozenset({int(Partition.PUBLIC)}),
)

# Persons hold tokens, sets hold tokens: one join tells both what a person holds and reads.
_HELD_AND_READABLE = """
    SELECT h.name, h.until, h.reach, t.audience_id, t.partition
    FROM access_holding h
    LEFT JOIN access_audiencetoken t ON t.token = h.name AND t.partition <= h.reach
    WHERE h.person_id = %s AND h.since <= %s AND (h.until IS NULL OR h.until > %s)
"""


def without_standing(actor: Actor, person_id: int) -> Viewer:
    """Somebody who is logged in but reads only what everybody reads; costs no query."""
    return Viewer(
        actor=actor,
        tokens=ANONYMOUS.tokens,
        acl_ids=ANONYMOUS.acl_ids,
        partitions=ANONYMOUS.partitions,
        person_id=person_id,
    )


def make_viewer(
    actor: Actor, person_id: int, *, standing_until: datetime | None, now: datetime
) -> Viewer:
    """The viewer of a person at `now`, in one query; `pub` only without standing.

    `standing_until` is the account's own column, kept by `community.membership`.
    """
    if standing_until is None or standing_until <= now:
        return without_standing(actor, person_id)
    names: set[str] = {PUB, MEM}
    acl_ids = {PUBLIC_SET_ID, NETWORK_SET_ID}
    partitions = {int(Partition.PUBLIC), int(Partition.NETWORK)}
    ends = [standing_until]
    reaches: dict[str, int] = {}
    for name, until, reach, audience_id, partition in _rows(person_id, now):
        names.add(name)
        reaches[name] = max(reach, reaches.get(name, 0))
        if until is not None:
            ends.append(until)
        if audience_id is not None:
            acl_ids.add(audience_id)
            partitions.add(partition)
    roles = {name for name in names if name.startswith(ROLE_PREFIX)}
    return Viewer(
        actor=actor,
        tokens=frozenset(names - roles),
        acl_ids=frozenset(acl_ids),
        partitions=frozenset(partitions),
        roles=frozenset(role.removeprefix(ROLE_PREFIX) for role in roles),
        person_id=person_id,
        valid_until=min(ends),
        short=frozenset(held for held in reaches.items() if held[1] < Partition.STRICT),
    )


def _rows(person_id: int, now: datetime) -> list[tuple[Any, ...]]:
    moment = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(_HELD_AND_READABLE, [person_id, moment, moment])
        return [(name, _aware(until), *rest) for name, until, *rest in cursor.fetchall()]


def _aware(value: datetime | None) -> datetime | None:
    """SQLite hands out times in UTC without saying so, PostgreSQL says so."""
    return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value
