"""More people than were written by hand: their names and places are put together anew."""

from datetime import timedelta

from community import membership
from community.models import Person

from .cast import Cast, present
from .chunks import in_chunks
from .names import DEMO, chance_for
from .people import enter, place_of
from .people_life import NEWCOMERS
from .records import Record, records


def add_members(cast: Cast, wanted: int) -> int:
    """People up to `wanted` in all; returns how many are new."""
    extra = max(0, wanted - len(records("people")["people"]) - NEWCOMERS)
    rows = [_row(number) for number in range(1, extra + 1)]
    known = present(Person, "person", (row["key"] for row in rows))
    cast.people.update(known)
    return in_chunks([row for row in rows if row["key"] not in known], lambda r: _join(cast, r))


def _row(number: int) -> Record:
    """The place of one person, the given name of the same, the family name of another."""
    dice = chance_for("crowd", number)
    donors = [row for row in records("people")["people"] if takes_part(row["org"])]
    one = donors[number % len(donors)]
    other = dice.choice([row for row in donors if row["script"] == one["script"]])
    given, family = one["name"].split()[-2], other["name"].split()[-1]
    local = f"{one['email_local'].split('.')[0]}.{other['email_local'].split('.')[-1]}.{number}"
    return {
        "key": f"crowd-{number}",
        "org": one["org"],
        "name": f"{given} {family}",
        "email_local": local,
        "title": one["title"],
        "lang": one["lang"],
    }


def takes_part(organisation: str) -> bool:
    """Whether an organisation has readers: not the office, no applicant, nobody who lapsed."""
    place = place_of(organisation)
    special = organisation == "office" or "agreement_expired_days_ago" in place
    return bool(place["state"] == "active" and not special)


def _join(cast: Cast, row: Record) -> None:
    dice = chance_for("joining", row["key"])
    came = cast.clock.ago(place_of(row["org"])["joined_days_ago"])
    person = enter(cast, row, joined=came + timedelta(days=dice.uniform(20, 100)))
    seat = person.seats.get()
    for group in records("groups")["groups"]:
        colleagues = [key for key in group["members"] if key.rsplit("-", 1)[0] == row["org"]]
        if colleagues and group["circle"] != "sealed" and dice.random() < 0.5:
            founded = cast.clock.ago(group["founded_days_ago"])
            since = max(founded, seat.since)
            membership.join_group(seat, cast.groups[group["key"]], by=DEMO, since=since)
    cast.people[row["key"]] = person
