"""Addresses: what they ask for, and that there is one for each question."""

from urllib.parse import urlencode

import pytest
from django.http import Http404, QueryDict

from portal.searching.asking import Asked, asked
from search.bins import Chosen


def test_an_address_reads_back_as_what_wrote_it() -> None:
    one = Asked(
        "lažna „banka“ & više",
        Chosen(frozenset({"post"}), frozenset({"sr", ""}), frozenset({"AMBER+STRICT"}),
               frozenset({0, 2026})),
        "newest", 3, exact=True,
    )  # fmt: skip
    assert asked(QueryDict(one.address[1:])) == one


def test_the_order_and_repetition_of_parameters_make_no_other_address() -> None:
    one = asked(QueryDict("year=2026&lang=sr&q=a&lang=en&year=2025&lang=sr&sort=best&page=1"))
    other = asked(QueryDict("q=a&lang=en&lang=sr&year=2025&year=2026"))
    assert one.address == other.address == "?q=a&lang=en&lang=sr&year=2025&year=2026"


def test_what_a_form_sends_empty_asks_for_nothing() -> None:
    assert asked(QueryDict("q=a&kind=&lang=&label=&year=&sort=&page=")) == Asked("a")


def test_a_plus_typed_into_an_address_is_a_plus() -> None:
    assert asked(QueryDict("label=AMBER+STRICT")).chosen.labels == {"AMBER+STRICT"}


@pytest.mark.parametrize(
    "query", ["label=amber", "year=0", "year=99999", "year=-1", "lang=serbian", "sort=rank",
              "kind=none", "page=0", "page=1.0", "page=١"]
)  # fmt: skip
def test_what_cannot_be_is_404(query: str) -> None:
    with pytest.raises(Http404):
        asked(QueryDict(query))


def test_choosing_twice_takes_back_and_leads_to_the_first_page() -> None:
    one = Asked("a", page=4)
    assert one.toggled("year", 2026).address == "?q=a&year=2026"
    assert one.toggled("year", 2026).toggled("year", 2026).address == "?q=a"


def test_other_words_keep_the_filters_but_not_that_they_are_exact() -> None:
    one = Asked("a", Chosen(langs=frozenset({"sr"})), "oldest", 2, exact=True)
    assert one.saying("b").address == f"?{urlencode({'q': 'b', 'lang': 'sr', 'sort': 'oldest'})}"
    assert one.kept == [("lang", "sr"), ("sort", "oldest")]
