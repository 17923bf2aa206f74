"""Which dated rows still hold: those with no end, and those whose end has not come."""

from typing import Any, TypeVar

from django.db.models import QuerySet
from django.utils import timezone

Q = TypeVar("Q", bound=QuerySet[Any])


def open_now(rows: Q) -> Q:
    """Without the rows that have ended."""
    return rows.exclude(until__lte=timezone.now())
