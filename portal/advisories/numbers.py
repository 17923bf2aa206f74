"""Giving a number: the next of the gapless public series, or one that tells nothing."""

from collections.abc import Callable
from datetime import datetime

from community.access.tlp import Label

from .models import Advisory, NumberSeries
from .numbering import number_key, public_number, restricted_number


def give_number(advisory: Advisory, now: datetime, choose: Callable[[str], str]) -> None:
    """Puts number and key on the row, within the caller's transaction; the caller saves.

    A transaction that fails gives the public number back, so the series has no gap.
    """
    if advisory.label == Label.CLEAR:
        advisory.number = public_number(now.year, _next_ordinal(now.year))
    else:
        advisory.number = _free_number(now.year, choose)
    advisory.number_key = number_key(advisory.number)


def _next_ordinal(year: int) -> int:
    NumberSeries.objects.get_or_create(year=year)
    series = NumberSeries.objects.select_for_update().get(year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


def _free_number(year: int, choose: Callable[[str], str]) -> str:
    while True:
        number = restricted_number(year, choose)
        if not Advisory.objects.filter(number_key=number_key(number)).exists():
            return number
