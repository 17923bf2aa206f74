"""The country of an address, from a file that the operator supplies; nobody else is asked.

`COUNTRY_RANGES` names a CSV of ranges: first address, last address, two letters. IPv4 and
IPv6 in any order, without a head line or with one.
"""

import csv
import ipaddress
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings


class Ranges(NamedTuple):
    """Sorted beginnings, and for each its end and country. IPv6 lies above all of IPv4."""

    starts: list[int]
    ends: list[int]
    countries: list[str]

    def country(self, number: int) -> str:
        """The country whose range holds the number; empty if none does."""
        place = bisect_right(self.starts, number) - 1
        return self.countries[place] if place >= 0 and number <= self.ends[place] else ""


def country_of(address: str | None) -> str:
    """Two capital letters, or an empty string: no file, no such range, no address."""
    path = settings.COUNTRY_RANGES
    if not path or not address or not Path(path).is_file():
        return ""
    number = number_of(address)
    return "" if number is None else _read(path, Path(path).stat().st_mtime).country(number)


def number_of(address: str) -> int | None:
    """An address as a number on one line with all others; None for what is no address."""
    try:
        parsed = ipaddress.ip_address(address.strip())
    except ValueError:
        return None
    if isinstance(parsed, ipaddress.IPv6Address):
        mapped = parsed.ipv4_mapped
        return int(mapped) if mapped else int(parsed) + (1 << 32)
    return int(parsed)


@lru_cache(maxsize=1)
def _read(path: str, _changed: float) -> Ranges:
    """The whole file, read again when it has changed."""
    rows: list[tuple[int, int, str]] = []
    with Path(path).open(newline="", encoding="utf-8") as lines:
        for line in csv.reader(lines):
            if len(line) < 3:
                continue
            start, end = number_of(line[0]), number_of(line[1])
            if start is not None and end is not None:
                rows.append((start, end, line[2].strip().upper()[:2]))
    rows.sort()
    return Ranges([r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows])
