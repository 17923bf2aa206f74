"""Suggestions while typing: titles under the reader's own scope, and the same bytes without."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search.suggesting import suggest
from tests.search.shelf import INSIDER, NOBODY, OUTSIDER, Shelf

URL = "/en/search/suggest"


def titles(viewer: object, text: str) -> list[str]:
    return [each.row.title for each in suggest(viewer, text)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    ["рањ", "ranj", "RANJIVOST u", "ranjivosti us", "usmerivač", "usmerivacu ranj", "у усмер"],
)
def test_the_beginning_of_a_word_in_either_script_finds_the_title(notes: Shelf, text: str) -> None:
    notes.put("a", "Ranjivost u usmerivaču")
    notes.put("b", "Sasvim drugo")
    expected = [] if text == "ranjivosti us" else ["Ranjivost u usmerivaču"]
    assert titles(OUTSIDER, text) == expected


@pytest.mark.parametrize("text", ["međ", "medj", "med", "међу", "medjuo", "meduo"])
def test_dj_is_typed_in_every_way(notes: Shelf, text: str) -> None:
    notes.put("a", "Međuopštinska saradnja")
    assert titles(OUTSIDER, text) == ["Međuopštinska saradnja"]


@pytest.mark.parametrize("text", ["", " ", "a", "-", '"', "*", "\u202e", "a" * 5000, "x " * 99])
def test_too_little_and_too_much_suggest_nothing(notes: Shelf, text: str) -> None:
    notes.put("a", "a x aa")
    assert titles(OUTSIDER, text) == []


def test_no_more_than_eight(notes: Shelf) -> None:
    for number in range(20):
        notes.put(str(number), f"Isto {number}")
    assert len(titles(OUTSIDER, "ist")) == 8


def test_who_reads_more_is_suggested_more(notes: Shelf) -> None:
    notes.put("a", "Kvarcit javni")
    notes.put("b", "Kvarcit tajni", place="group")
    assert titles(NOBODY, "kvar") == []
    assert titles(OUTSIDER, "kvar") == ["Kvarcit javni"]
    assert sorted(titles(INSIDER, "kvar")) == ["Kvarcit javni", "Kvarcit tajni"]


def test_what_its_own_app_refuses_is_left_out(notes: Shelf) -> None:
    thing = notes.put("a", "Kvarcit javni")
    notes.things[thing.uid].readable = False
    assert titles(OUTSIDER, "kvar") == []


def test_an_outsider_gets_the_same_bytes_without_the_hidden(client: Client, notes: Shelf) -> None:
    def answers() -> list[tuple[bytes, dict[str, str]]]:
        found = [client.get(URL, {"q": text}) for text in ("kvar", "kvarcit", "ta", "ist", "zz")]
        return [(each.content, dict(each.headers)) for each in found]

    for number in range(9):
        notes.put(str(number), f"Isto {number}")
    before = answers()
    for number in range(30):
        place = ("network", "group", "red")[number % 3]
        notes.put(f"hidden {number}", "Kvarcit isto tajno", place=place)
    assert answers() == before


def test_what_lowers_access_takes_the_suggestion_at_once(client: Client, notes: Shelf) -> None:
    thing = notes.put("a", "Kvarcit")
    assert b"Kvarcit" in client.get(URL, {"q": "kvar"}).content
    notes.put("a", "Kvarcit", place="red")
    assert thing.title.encode() not in client.get(URL, {"q": "kvar"}).content


def test_the_answer_is_small_private_json(client: Client, notes: Shelf) -> None:
    thing = notes.put("a", "<b>Kvarcit</b>", lang="sr")
    response = client.get(URL, {"q": "kvar"})
    assert response.json() == {
        "suggestions": [{"title": "<b>Kvarcit</b>", "kind": "Note", "lang": "en",
                         "url": f"/note/{thing.uid}/"}]
    }  # fmt: skip
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert client.post(URL).status_code == 405


def test_the_number_of_queries_does_not_grow_with_what_is_found(
    client: Client, notes: Shelf
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as context:
            client.get(URL, {"q": "ist"})
        return len(context)

    notes.put("a", "Isto")
    asked()
    few = asked()
    for number in range(12):
        notes.put(str(number), f"Isto {number}")
    assert asked() == few


def test_who_asks_too_often_waits_and_is_told_in_the_same_shape(
    client: Client, notes: Shelf, settings: Any
) -> None:
    settings.SEARCH_RATES = {"search": 1, "suggest": 2, "api": 1}
    answers = [client.get(URL, {"q": "is"}) for _each in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert answers[2].json() == {"suggestions": []}
    assert answers[2]["Retry-After"] == "60"


@pytest.mark.parametrize("path", ["/en/", "/sr/", "/en/search/", "/en/advisories/"])
def test_the_box_of_every_page_knows_where_to_ask(client: Client, db: None, path: str) -> None:
    html = client.get(path).content.decode()
    language = path.split("/")[1]
    assert f'data-suggest="/{language}/search/suggest"' in html
    assert html.count("portal/js/search.js") == 1
