"""Numbered pages: which one an address asks for. The rows themselves are read by the reader."""

from django.core.paginator import Page, Paginator
from django.http import Http404

# No list of ours has more; an address beyond it was not made by us.
HIGHEST_PAGE = 100_000
LONGEST = len(str(HIGHEST_PAGE))


def page_of(asked: str, items: int, size: int) -> "Page[int]":
    """The page that `asked` (a query parameter) names, of `items` rows; 404 beyond the last.

    A page knows numbers, not rows; `rows_of` gives the range to read.
    """
    paginator: Paginator[int] = Paginator(range(items), size)
    number = page_number(asked)
    if number > paginator.num_pages:
        raise Http404
    return paginator.page(number)


def rows_of(page: "Page[int]") -> range:
    """The row numbers of a page, from 0; empty for an empty list."""
    return range(max(page.start_index() - 1, 0), page.end_index())


def page_number(asked: str) -> int:
    """1 for nothing, the number for digits, 404 for anything else."""
    if not asked:
        return 1
    if not (asked.isascii() and asked.isdigit() and len(asked) <= LONGEST):
        raise Http404
    if not 1 <= (number := int(asked)) <= HIGHEST_PAGE:
        raise Http404
    return number
