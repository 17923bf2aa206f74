"""The page as its readers get it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils.formats import date_format
from django.utils.translation import override

from search import registry
from tests.search.shelf import Shelf

URL = "/en/search/"


@pytest.fixture
def notes(db: None) -> Iterator[Shelf]:
    shelf = Shelf("note")
    registry.register(shelf.kind())
    yield shelf
    registry.unregister("note")


def page(client: Client, **asked: object) -> str:
    response = client.get(URL, asked)
    assert response.status_code == 200
    return re.sub(r'(csrfmiddlewaretoken" value=")[^"]*', r"\1", response.content.decode())


def test_a_hit_shows_what_one_needs_to_choose(client: Client, notes: Shelf) -> None:
    day = datetime(2026, 11, 12, tzinfo=UTC)
    thing = notes.put(
        "a", "Лажне <i>банке</i>", "Пријавите лажну банку одмах", day=day, label="AMBER"
    )
    html = page(client, q="banke lažnu")
    assert f'href="/note/{thing.uid}/"' in html
    assert "<mark>Лажне</mark> &lt;i&gt;<mark>банке</mark>&lt;/i&gt;" in html
    assert "Пријавите <mark>лажну</mark> <mark>банку</mark>" in html
    assert '<span class="tlp tlp-amber" lang="en" translate="no">TLP:AMBER</span>' in html
    assert "<span>Shelf</span>" in html
    assert "1 result" in html
    with override("en"):
        assert date_format(day, "DATE_FORMAT") in html
    assert 'in any form: <b translate="no">banke lažnu</b>' in html


def test_it_is_kept_out_of_other_search_engines(client: Client, notes: Shelf) -> None:
    response = client.get(URL, {"q": "a"})
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.content.decode()


@pytest.mark.parametrize(
    "asked",
    [{"page": "0"}, {"page": "-1"}, {"page": "x"}, {"page": "²"}, {"page": "9" * 40},
     {"page": "2"}, {"page": "51"}, {"kind": "nothing"}, {"kind": "' OR 1=1"}, {"label": "PURPLE"},
     {"year": "20266"}, {"year": "²⁰²⁶"}, {"lang": "../"}, {"sort": "random"},
     {"lang": ["sr"] * 61}],
)  # fmt: skip
def test_pages_that_cannot_be_are_404(client: Client, notes: Shelf, asked: dict[str, str]) -> None:
    notes.put("a", "Isto")
    assert client.get(URL, {"q": "isto", **asked}).status_code == 404


@pytest.mark.parametrize("text", ["a" * 201, "š" * 1000, '"' * 300])
def test_too_long_is_a_clear_400(client: Client, notes: Shelf, text: str) -> None:
    response = client.get(URL, {"q": text})
    assert response.status_code == 400
    assert "That is too long" in response.content.decode()


@pytest.mark.parametrize("query", ["q=%00", "q=a%00b", "q=%ff%fe", "q=" + "a" * 100_000])
def test_what_is_no_text_is_400(client: Client, notes: Shelf, query: str) -> None:
    assert client.get(f"{URL}?{query}").status_code == 400


@pytest.mark.parametrize("text", ["", " ", '"', "-", "***", "-banka"])
def test_nothing_to_look_for(client: Client, notes: Shelf, text: str) -> None:
    html = page(client, q=text)
    assert ("Nothing to look for" in html) == bool(text.strip())
    assert "result" not in re.sub(r"<head>.*</head>", "", html, flags=re.DOTALL).lower()


def test_nothing_found(client: Client, notes: Shelf) -> None:
    assert "Nothing found</h2>" in page(client, q="nepostojeće")


def test_what_was_typed_is_only_ever_text(client: Client, notes: Shelf) -> None:
    html = page(client, q="<script>alert(1)</script>")
    assert "<script>alert" not in html
    assert 'value="&lt;script&gt;alert(1)&lt;/script&gt;"' in html


def test_kinds_are_links_and_pages_are_numbered(client: Client, notes: Shelf) -> None:
    for number in range(12):
        notes.put(str(number), "Isto", "tekst")
    html = page(client, q="isto", kind="note")
    chosen = (
        '<a href="?q=isto" aria-current="true"><span><span class="vh">Remove filter: </span>Note'
    )
    assert f'{chosen}</span> <span class="num">12</span></a>' in html
    assert 'href="?q=isto&amp;kind=note&amp;page=2"' in html
    assert page(client, q="isto", kind="note", page=2).count('<li class="item">') == 2


def test_partial_matches_stand_under_their_own_heading(client: Client, notes: Shelf) -> None:
    notes.put("a", "Prava banka")
    html = page(client, q="lažna banka")
    assert html.index("Nothing found with all the words") < html.index(
        "Holds only some of the words"
    )
    assert "Prava <mark>banka</mark>" in html


@pytest.mark.usefixtures("frozen")
def test_the_page_of_an_outsider_is_the_same_without_restricted_rows(
    client: Client, notes: Shelf
) -> None:
    def plant(*, restricted: bool) -> None:
        for number in range(24):
            notes.put(f"public-{number}", f"Javno {number}", "alfa beta " * (number % 5 + 1))
            if restricted:
                place = ["network", "group", "red"][number % 3]
                notes.put(f"hidden-{number}", "Tajno kvarcit", "beta gama " * 40, place=place)

    def seen() -> list[str]:
        words = ["beta", "alfa beta", "gama beta", "javno -gama"]
        return [page(client, q=text, page=number) for text in words for number in (1, 2)
                if text != "gama beta" or number == 1]  # fmt: skip

    plant(restricted=False)
    without = seen()
    nothing = page(client, q="kvarcit").replace("kvarcit", "xxxxxxx").replace("кварцит", "xxxxxxx")
    notes.clear()
    plant(restricted=True)
    assert seen() == without
    secret = page(client, q="kvarcit").replace("kvarcit", "xxxxxxx").replace("кварцит", "xxxxxxx")
    assert secret == nothing
