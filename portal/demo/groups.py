"""The demo's working groups and who sits in them."""

from django.db import transaction

from community import founding, membership
from community.models import Group, GroupSeat

from .cast import Cast, present
from .names import DEMO, uid_of
from .records import Record, records


def seed_groups(cast: Cast) -> None:
    """Every group with its members, chairs and moderators."""
    rows = records("groups")["groups"]
    cast.groups = present(Group, "group", (row["key"] for row in rows))
    for row in rows:
        if row["key"] not in cast.groups:
            cast.groups[row["key"]] = _found(cast, row)


@transaction.atomic
def _found(cast: Cast, row: Record) -> Group:
    founded = cast.clock.ago(row["founded_days_ago"])
    group = founding.found_group(
        by=DEMO,
        uid=uid_of("group", row["key"]),
        circle=row["circle"],
        ceiling=row["ceiling"],
        name=row["name_sr"],
        name_en=row["name_en"],
        purpose=row["purpose_sr"],
        purpose_en=row["purpose_en"],
    )
    for key in row["members"]:
        seat = cast.people[key].seats.get()
        membership.join_group(
            seat, group, by=DEMO, role=_role(row, key), since=max(founded, seat.since)
        )
    return group


def _role(row: Record, key: str) -> str:
    if key in row["chairs"]:
        return GroupSeat.Role.CHAIR
    return GroupSeat.Role.MODERATOR if key in row["moderators"] else GroupSeat.Role.MEMBER
