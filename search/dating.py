"""Dates as people type them in a filter."""

import re
from datetime import date

from search.analysis.fold import bald

_YEAR = re.compile(r"(\d{4})\.?", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_LOCAL_MONTH = re.compile(r"(\d{1,2})[./](\d{4})\.?", re.ASCII)
_LOCAL_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\.?", re.ASCII)
_AGO = re.compile(r"(\d{1,4})([^\W\d_]{1,10})")

# How many days the words of the region stand for, by their first letter: dan, nedelja,
# sedmica, teden, javë, week, mesec, muaj, godina, leto, vit, year.
_DAYS = dict.fromkeys("d", 1) | dict.fromkeys("nstjw", 7) | {"m": 30} | dict.fromkeys("glvy", 365)

EARLIEST, LATEST = 1900, 2200


def first_day(text: str, today: date) -> int | None:
    """The day on which the year, month or day `text` begins, counted from 0001-01-01.

    Takes 2026, 2026-11, 2026-11-03, 11.2026, 3.11.2026., and 7d, 2w, 3m, 1y for so long
    before `today`. None if it is no date.
    """
    ago = _AGO.fullmatch(text)
    if ago:
        days = _DAYS.get(bald(ago[2])[:1])
        return max(1, today.toordinal() - int(ago[1]) * days) if days else None
    return _begun(*_parts(text))


def _parts(text: str) -> tuple[int, int, int]:
    """Year, month, day; zeros if `text` has another shape."""
    if found := _YEAR.fullmatch(text):
        return int(found[1]), 1, 1
    if found := _MONTH.fullmatch(text):
        return int(found[1]), int(found[2]), 1
    if found := _DAY.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _LOCAL_MONTH.fullmatch(text):
        return int(found[2]), int(found[1]), 1
    if found := _LOCAL_DAY.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1])
    return 0, 0, 0


def _begun(year: int, month: int, day: int) -> int | None:
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return None
