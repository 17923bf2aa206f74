"""Many small acts in few transactions: a chunk is there whole or not at all."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db import transaction

T = TypeVar("T")
SIZE = 50


def in_chunks(items: Sequence[T], act: Callable[[T], object]) -> int:
    """Does `act` on each of `items`; returns how many there were."""
    for start in range(0, len(items), SIZE):
        with transaction.atomic():
            for item in items[start : start + SIZE]:
                act(item)
    return len(items)
