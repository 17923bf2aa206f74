"""More advisories than were written by hand, recombined within one label and language."""

from random import Random
from typing import Any

from portal.advisories.models import Advisory

from .advisories import write_advisory
from .cast import Cast, present
from .chunks import in_chunks
from .crowd import takes_part
from .names import chance_for
from .records import Record, records

# They are older than what was written by hand; the later ones are younger.
_YOUNGEST, _SPAN, _HALF = 45, 350, 300


def add_advisories(cast: Cast, wanted: int) -> int:
    """Advisories up to `wanted` in all, in every state; returns how many are new."""
    extra = max(0, wanted - len(records("advisories")["advisories"]))
    keys = [f"more-{number}" for number in range(1, extra + 1)]
    known = present(Advisory, "advisory", keys)
    numbers = [n for n in range(1, extra + 1) if f"more-{n}" not in known]
    return in_chunks(numbers, lambda number: write_advisory(cast, _row(number)))


def _row(number: int) -> Record:
    dice = chance_for("advisory", number)
    written = records("advisories")["advisories"]
    one = written[number % len(written)]
    alike = [row for row in written if (row["label"], row["lang"]) == (one["label"], one["lang"])]
    other = dice.choice(alike)
    place = dice.choice(records("organisations")["organisations"])
    return {
        **one,
        **_times(one, _YOUNGEST + _SPAN / (1 + number / _HALF), twice=number % 10 == 0),
        "key": f"more-{number}",
        "title": f"{one['title']} ({place['short_name']})",
        "steps": other["steps"],
        "references": other["references"],
        "vulnerabilities": [_numbered(flaw, dice) for flaw in one["vulnerabilities"]],
        "addressees": _addressees(one.get("addressees", {}), dice),
    }


def _times(one: Record, days: float, *, twice: bool) -> dict[str, Any]:
    """The record's own course, moved to `days` ago."""
    keys = ("drafted_days_ago", "submitted_days_ago", "approved_days_ago")
    acts = [key for key in keys if key in one]
    times: dict[str, Any] = {key: days - step for step, key in enumerate(acts)}
    outs = one["releases"][: 2 if twice or one["state"] == "withdrawn" else 1]
    times["releases"] = [{**out, "days_ago": days - 2 * step} for step, out in enumerate(outs)]
    if "withdrawal" in one:
        times["withdrawal"] = {**one["withdrawal"], "days_ago": days - 2}
    return times


def _numbered(flaw: Record, dice: Random) -> Record:
    return {**flaw, "cve": f"CVE-2026-{dice.randrange(40000, 100000)}"}


def _addressees(to: Record, dice: Random) -> Record:
    """Other organisations and persons than the record's own; the same groups."""
    places = [row["key"] for row in records("organisations")["organisations"]]
    places = [key for key in places if takes_part(key)]
    people = [row["key"] for row in records("people")["people"] if takes_part(row["org"])]
    changed = dict(to)
    if to.get("organisations"):
        changed["organisations"] = sorted(dice.sample(places, len(to["organisations"])))
    if to.get("persons"):
        changed["persons"] = sorted(dice.sample(people, len(to["persons"])))
    return changed
