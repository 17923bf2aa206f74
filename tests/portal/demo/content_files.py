"""The demo's content files as the tests of this folder read them."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CONTENT = Path(__file__).parents[3] / "portal" / "demo" / "content"

Row = dict[str, Any]


def load(name: str) -> Row:
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


ORGANISATIONS = load("organisations")
PEOPLE = load("people")
GROUPS = load("groups")["groups"]
ADVISORIES = load("advisories")["advisories"]
PAGES = load("pages")

ORG_KEYS = {row["key"] for row in ORGANISATIONS["organisations"]}
PERSON = {row["key"]: row for row in PEOPLE["people"]}
GROUP = {row["key"]: row for row in GROUPS}
TEAM_KEYS = {row["key"] for row in ORGANISATIONS["teams"]}


def by_key(rows: list[Row]) -> list[Any]:
    return [pytest.param(row, id=row["key"]) for row in rows]


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def seats(person: str, seat: str) -> set[str]:
    held = (entry.split(":") for entry in PERSON[person].get("seats", []))
    return {team for team, role in held if role == seat}


def cyrillic_share(text: str) -> float:
    letters = [c for c in text if c.isalpha()]
    return sum("\u0400" <= c <= "\u04ff" for c in letters) / max(len(letters), 1)
