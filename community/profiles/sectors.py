"""Sectors as data: the directive's annexes, and what a country's own list does otherwise.

Which law applies to an organisation is nowhere concluded from them.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import cyrtranslit
from django.utils.translation import get_language

DATA = Path(__file__).parent / "data"
# The directive itself, where a country has no file.
NO_COUNTRY = ""


@dataclass(frozen=True, slots=True)
class Sector:
    """`annex` 1 or 2, 0 for what the directive does not name. `parent` is a code or empty."""

    code: str
    annex: int
    en: str
    sr: str
    parent: str = ""

    def name(self) -> str:
        """In the reader's language as far as there is one; Serbian in their script."""
        language = get_language() or "sr"
        if language == "sr-latn":
            return str(cyrtranslit.to_latin(self.sr, "sr"))
        return self.sr if language == "sr" else self.en


@cache
def sectors(country: str = NO_COUNTRY) -> dict[str, Sector]:
    """The sectors of a country by code, in the order of the annexes, subsectors after theirs.

    `country`: ISO 3166-1 alpha-2. One without a file has the directive's.
    """
    own = _file(DATA / "countries" / f"{country}.toml") if country in countries() else {}
    without = frozenset(own.get("without", ()))
    names: dict[str, dict[str, str]] = own.get("names", {})
    rows = [*_file(DATA / "sectors.toml")["sectors"], *own.get("sectors", ())]
    found = {}
    for sector in sorted(_all(rows), key=lambda one: (one.annex == 0, one.annex)):
        if not without & {sector.code, sector.parent}:
            found[sector.code] = _renamed(sector, names.get(sector.code))
    return found


@cache
def countries() -> frozenset[str]:
    """The countries that have a file of their own."""
    return frozenset(path.stem for path in (DATA / "countries").glob("*.toml"))


def sector_name(code: str, country: str = NO_COUNTRY) -> str:
    """How a code is called for the reader; a code that no list has is shown as it is."""
    for place in (country, NO_COUNTRY, *sorted(countries())):
        if (sector := sectors(place).get(code)) is not None:
            return sector.name()
    return code


def sector_choices(country: str = NO_COUNTRY) -> list[tuple[str, str]]:
    """For a form: (code, name), subsectors with the name of their sector before."""
    known = sectors(country)
    return [(sector.code, _full(sector, known)) for sector in known.values()]


def version() -> str:
    """Which edition of the directive's list this is."""
    return str(_file(DATA / "sectors.toml")["version"])


def _full(sector: Sector, known: dict[str, Sector]) -> str:
    return f"{known[sector.parent].name()}: {sector.name()}" if sector.parent else sector.name()


def _all(rows: list[dict[str, Any]]) -> Iterator[Sector]:
    for row in rows:
        yield Sector(row["code"], row["annex"], row["en"], row["sr"])
        for sub in row.get("sub", ()):
            yield Sector(sub["code"], row["annex"], sub["en"], sub["sr"], row["code"])


def _renamed(sector: Sector, names: dict[str, str] | None) -> Sector:
    if not names:
        return sector
    en, sr = names.get("en", sector.en), names.get("sr", sector.sr)
    return Sector(sector.code, sector.annex, en, sr, sector.parent)


@cache
def _file(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
