"""Facets: true counts, each under the others' choices; what is on can be taken back."""

import re
from datetime import UTC, datetime

import pytest
from django.http import QueryDict

from tests.search.shelf import Shelf

from .conftest import Seen

CHOICE = re.compile(
    r'<li><a href="([^"]*)"( aria-current="true")?>((?:(?!</li>).)*?) '
    r'<span class="num">(\d+)</span></a></li>',
    re.DOTALL,
)


def choices(html: str, title: str) -> dict[str, tuple[int, bool]]:
    """The values of a facet as a reader reads them, with number and whether they are on."""
    (section,) = [each for each in html.split('<section class="facet">') if f"<h2>{title}<" in each]
    found = CHOICE.findall(section.split("</section>")[0])
    return {
        re.sub("<[^>]*>", "", text).strip(): (int(count), bool(on))
        for _url, on, text, count in found
    }


@pytest.fixture
def library(notes: Shelf) -> Shelf:
    """Eight notes in two languages, two years and two labels."""
    for number in range(8):
        notes.put(
            str(number), f"Isto {number}", lang="sr" if number % 2 else "en",
            day=datetime(2025 + number // 4, 3, 1, tzinfo=UTC),
            label="GREEN" if number < 2 else "CLEAR",
        )  # fmt: skip
    return notes


@pytest.mark.usefixtures("library")
def test_each_value_shows_how_many_there_are(seen: Seen) -> None:
    html = seen(q="isto")
    assert choices(html, "Kind") == {"All": (8, True), "Note": (8, False)}
    assert choices(html, "Language") == {
        "All": (8, True), "English": (4, False), "Serbian": (4, False)
    }  # fmt: skip
    assert choices(html, "Label") == {
        "All": (8, True), "TLP:CLEAR": (6, False), "TLP:GREEN": (2, False)
    }  # fmt: skip
    assert choices(html, "Year") == {"All": (8, True), "2026": (4, False), "2025": (4, False)}


@pytest.mark.usefixtures("library")
def test_a_choice_narrows_the_other_facets_and_not_its_own(seen: Seen) -> None:
    html = seen(q="isto", label="GREEN")
    assert "2 results" in html
    assert choices(html, "Label") == {
        "All": (8, False), "TLP:CLEAR": (6, False), "Remove filter: TLP:GREEN": (2, True)
    }  # fmt: skip
    assert choices(html, "Language") == {
        "All": (2, True), "English": (1, False), "Serbian": (1, False)
    }  # fmt: skip
    assert "<h2>Year</h2>" not in html, "there is one year only"


@pytest.mark.usefixtures("library")
def test_two_values_of_a_facet_are_either(seen: Seen) -> None:
    html = seen(q="isto", year=["2025", "2026"], lang="sr")
    assert "4 results" in html
    assert choices(html, "Language")["English"] == (4, False)


@pytest.mark.usefixtures("library")
def test_every_link_finds_as_many_as_it_says(seen: Seen) -> None:
    html = seen(q="isto", lang="sr")
    links = [(url.replace("&amp;", "&"), int(n)) for url, on, _text, n in CHOICE.findall(html)
             if not on]  # fmt: skip
    assert len(links) > 5
    for url, count in links:
        one = seen(**dict(QueryDict(url[1:]).lists()))
        values = QueryDict(url[1:]).getlist("lang")
        if len(values) < 2:
            assert f"{count} result" in one, url


@pytest.mark.usefixtures("library")
def test_what_is_on_stands_above_and_can_be_taken_back(seen: Seen) -> None:
    html = seen(q="isto", label="GREEN", lang="sr", sort="newest")
    chips = re.findall(r'<a class="chip" href="([^"]*)">(.*?)</a>', html)
    assert [re.sub("<[^>]*>", "", text).strip() for _url, text in chips] == [
        "Remove filter: Language: Serbian", "Remove filter: Label: TLP:GREEN"
    ]  # fmt: skip
    assert [url for url, _text in chips] == [
        "?q=isto&amp;label=GREEN&amp;sort=newest", "?q=isto&amp;lang=sr&amp;sort=newest"
    ]  # fmt: skip
    assert 'href="?q=isto&amp;sort=newest">Clear all' in html
    assert '<input type="hidden" name="label" value="GREEN">' in html


@pytest.mark.usefixtures("library")
def test_filters_that_leave_nothing_say_what_each_holds_back(seen: Seen) -> None:
    html = seen(q="isto", label="GREEN", year="2026")
    ways = re.findall(r'<li><a href="([^"]*)">([^<]*)</a> <span class="num">\((\d+)\)', html)
    assert ways == [
        ("?q=isto&amp;year=2026", "without Label: TLP:GREEN", "4"),
        ("?q=isto&amp;label=GREEN", "without Year: 2026", "2"),
    ]


@pytest.mark.usefixtures("library")
def test_the_order_is_chosen_and_kept(seen: Seen) -> None:
    html = seen(q="isto", sort="oldest")
    assert html.index("Isto</mark> 0") < html.index("Isto</mark> 7")
    assert 'href="?q=isto&amp;sort=oldest" aria-current="true">Oldest' in html
    newest = seen(q="isto", sort="newest")
    assert newest.index("Isto</mark> 7") < newest.index("Isto</mark> 0")
    assert 'name="sort" value="newest"' in newest


def test_many_values_fold_and_a_chosen_one_never_does(notes: Shelf, seen: Seen) -> None:
    for year in range(2000, 2012):
        notes.put(str(year), "Isto", day=datetime(year, 5, 1, tzinfo=UTC))
    html = seen(q="isto", year="2000")
    first, folded = html.split("<h2>Year</h2>")[1].split("<details>")
    assert [2000 in (n := list(map(int, re.findall(r">(20\d\d)<", part)))) or len(n)
            for part in (first, folded)] == [True, 5]  # fmt: skip


def test_what_has_no_date_no_label_and_no_language_is_named(notes: Shelf, seen: Seen) -> None:
    notes.put("a", "Isto")
    notes.put("b", "Isto", lang="sr", label="CLEAR", day=datetime(2026, 1, 1, tzinfo=UTC))
    html = seen(q="isto")
    assert choices(html, "Year")["Without a date"] == (1, False)
    assert choices(html, "Language")["Language unknown"] == (1, False)
    assert "1 result<" in seen(q="isto", year="none", lang="none", label="none")


def test_facets_of_an_outsider_name_nothing_that_is_hidden(notes: Shelf, seen: Seen) -> None:
    notes.put("a", "Isto", lang="sr", label="CLEAR", day=datetime(2026, 1, 1, tzinfo=UTC))
    without = seen(q="isto"), seen(q="isto", lang="sq"), seen(q="isto", year="1999")
    notes.put("b", "Isto tajno", place="red", lang="sq", label="RED",
              day=datetime(1999, 1, 1, tzinfo=UTC))  # fmt: skip
    assert (seen(q="isto"), seen(q="isto", lang="sq"), seen(q="isto", year="1999")) == without
