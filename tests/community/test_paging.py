"""Numbered pages: what an address may ask for, and which rows it gets."""

import pytest
from django.http import Http404
from hypothesis import given
from hypothesis import strategies as st

from community.paging import HIGHEST_PAGE, page_number, page_of, rows_of


@given(items=st.integers(0, 300), size=st.integers(1, 40))
def test_the_pages_together_are_every_row_once_in_order(items: int, size: int) -> None:
    first = page_of("", items, size)
    pages = [page_of(str(n), items, size) for n in first.paginator.page_range]
    assert [row for page in pages for row in rows_of(page)] == list(range(items))
    assert all(len(rows_of(page)) <= size for page in pages)


@given(items=st.integers(0, 300), size=st.integers(1, 40), beyond=st.integers(1, 1000))
def test_beyond_the_last_page_is_404(items: int, size: int, beyond: int) -> None:
    last = page_of("", items, size).paginator.num_pages
    with pytest.raises(Http404):
        page_of(str(last + beyond), items, size)


def test_an_empty_list_has_one_page_without_rows() -> None:
    assert list(rows_of(page_of("1", 0, 20))) == []


@pytest.mark.parametrize(("asked", "number"), [("", 1), ("1", 1), ("007", 7), ("100000", 100_000)])
def test_digits_are_a_number(asked: str, number: int) -> None:
    assert page_number(asked) == number


@pytest.mark.parametrize(
    "asked",
    ["0", "-1", "1.5", "zwei", " 1", "1 ", "+1", "1e3", "\x00", "٣", "²", "9" * 5000],
)
def test_anything_else_is_404(asked: str) -> None:
    with pytest.raises(Http404):
        page_number(asked)


@given(asked=st.text())
def test_no_text_makes_another_error(asked: str) -> None:
    try:
        assert 1 <= page_number(asked) <= HIGHEST_PAGE
    except Http404:
        assert asked


@pytest.mark.parametrize("asked", ["0000000012", "100001", "1000000000001"])
def test_a_long_number_is_not_cut_to_a_page_that_exists(asked: str) -> None:
    with pytest.raises(Http404):
        page_number(asked)
