"""Numbered pages: which one was asked for, and the links around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from django.http import Http404

# No list of ours has more; an address beyond it was not made by us.
HIGHEST_PAGE = 100_000


@dataclass(frozen=True, slots=True)
class Pages:
    """`number` of `last` pages, 1-based; an empty list has one page."""

    number: int
    last: int
    size: int

    @property
    def first_item(self) -> int:
        """How many items stand before this page."""
        return (self.number - 1) * self.size

    @property
    def shown(self) -> Sequence[int | None]:
        """The numbers to link: the ends and the neighbourhood; None is a gap."""
        near = {1, self.last, *range(self.number - 1, self.number + 2)}
        numbers = sorted(n for n in near if 1 <= n <= self.last)
        links: list[int | None] = []
        for number in numbers:
            if links and links[-1] is not None and number > links[-1] + 1:
                links.append(None)
            links.append(number)
        return links

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def following(self) -> int | None:
        return self.number + 1 if self.number < self.last else None


def pages(asked: str, items: int, size: int) -> Pages:
    """The page that `asked` (a query parameter) names, of `items` items; 404 beyond the last."""
    number = page_number(asked)
    last = max(1, ceil(items / size))
    if number > last:
        raise Http404
    return Pages(number, last, size)


def page_number(asked: str) -> int:
    """1 for nothing, the number for digits, 404 for anything else."""
    if not asked:
        return 1
    if not (asked.isascii() and asked.isdigit()) or not 1 <= int(asked[:9]) <= HIGHEST_PAGE:
        raise Http404
    return int(asked[:9])
