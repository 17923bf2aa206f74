"""The search for machines and members' sessions: who gets in, what comes, what is refused."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator

from community.models import Organisation
from search import registry
from tests import factories as make
from tests.community.machines.machines import administrator, machine, token
from tests.conftest import ClientOf
from tests.search.shelf import Shelf

from .test_advisories import Desk

pytestmark = pytest.mark.django_db
URL = "/api/v1/search"


@pytest.fixture
def notes(db: None) -> Iterator[Shelf]:
    shelf = Shelf("note")
    registry.register(shelf.kind())
    yield shelf
    registry.unregister("note")


@pytest.fixture
def firm() -> Organisation:
    return make.organisation("Firm")


@pytest.fixture
def caller(firm: Organisation) -> Client:
    """A machine of the firm."""
    return machine(token(firm, administrator(firm), "AMBER").text)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def found(client: Client, **asked: object) -> list[str]:
    response = client.get(URL, asked)
    assert response.status_code == 200, response.content
    return [hit["title"] for hit in response.json()["hits"]]


def test_without_a_token_and_a_session_nothing_is_looked_up(notes: Shelf) -> None:
    notes.put("a", "Isto")
    with CaptureQueriesContext(connection) as context:
        answers = [Client().get(URL, {"q": text}) for text in ("isto", "", "x" * 900)]
    assert [each.status_code for each in answers] == [401] * 3
    assert len(context) == 0
    assert {each.content for each in answers} == {answers[0].content}
    assert answers[0]["Content-Type"] == "application/problem+json"
    assert answers[0]["WWW-Authenticate"].startswith("Bearer")


def test_a_wrong_token_is_401_even_with_a_session(firm: Organisation, client_of: ClientOf) -> None:
    client = client_of(make.member(firm))
    wrong = {"Authorization": f"Bearer mreza_{'0' * 12}_{'A' * 43}"}
    assert client.get(URL, {"q": "isto"}, headers=wrong).status_code == 401


def test_who_has_no_standing_is_401(firm: Organisation, client_of: ClientOf) -> None:
    assert client_of(make.member(firm)).get(URL, {"q": "isto"}).status_code == 200
    assert client_of(make.person()).get(URL, {"q": "isto"}).status_code == 401


def test_the_same_hits_as_on_the_page_with_what_one_needs(caller: Client, notes: Shelf) -> None:
    day = datetime(2026, 11, 12, 23, 30, tzinfo=UTC)
    thing = notes.put(
        "a", "Lažne <b>banke</b>", "Pišu & zovu: banka nije", lang="sr", day=day, label="CLEAR"
    )
    answer = caller.get(URL, {"q": "banka"}).json()
    (hit,) = answer["hits"]
    assert hit == {
        "uid": str(thing.uid),
        "kind": "note",
        "title": "Lažne <b>banke</b>",
        "title_html": "Lažne &lt;b&gt;<mark>banke</mark>&lt;/b&gt;",
        "snippet": "Pišu & zovu: banka nije",
        "snippet_html": "Pišu &amp; zovu: <mark>banka</mark> nije",
        "url": f"http://localhost:8000/note/{thing.uid}/",
        "label": "TLP:CLEAR",
        "lang": None,
        "date": "2026-11-13",
        "place": "Shelf",
        "part": None,
        "topic_url": None,
        "others": 0,
    }
    assert (answer["total"], answer["page"], answer["pages"]) == (1, 1, 1)
    assert answer["facets"] == {
        "kind": [{"value": "note", "count": 1}],
        "lang": [{"value": "sr", "count": 1}],
        "label": [{"value": "TLP:CLEAR", "count": 1}],
        "year": [{"value": "2026", "count": 1}],
    }


def test_filters_order_and_pages_are_those_of_the_page(caller: Client, notes: Shelf) -> None:
    for number in range(12):
        notes.put(
            str(number), f"Isto {number}", lang="sr" if number % 2 else "",
            label="CLEAR", day=datetime(2020 + number, 1, 1, tzinfo=UTC),
        )  # fmt: skip
    assert len(found(caller, q="isto")) == 10
    assert found(caller, q="isto", page=2, sort="oldest") == ["Isto 10", "Isto 11"]
    assert found(caller, q="isto", sort="newest")[0] == "Isto 11"
    assert found(caller, q="isto", lang="sr", year=["2021", "2022"]) == ["Isto 1"]
    assert found(caller, q="isto", lang="none", year="2022") == ["Isto 2"]
    assert len(found(caller, q="isto", label=["TLP:CLEAR"], kind="note")) == 10
    assert found(caller, q="isto", label="RED") == []
    assert found(caller, q="isto", page=50) == []


def test_a_token_reads_under_its_ceiling(desk: Desk, firm: Organisation) -> None:
    desk.release("Kvarcit clear", "CLEAR")
    desk.release("Kvarcit green", "GREEN")
    desk.release("Kvarcit amber", "AMBER", organisations=(firm,))
    boss = administrator(firm)
    desk.release("Kvarcit red", "RED", persons=(boss,))

    def reads(ceiling: str) -> list[str]:
        client = machine(token(firm, boss, ceiling, key=ceiling).text)
        return sorted(title.split()[1] for title in found(client, q="kvarcit"))

    assert reads("CLEAR") == ["clear"]
    assert reads("GREEN") == ["clear", "green"]
    assert reads("AMBER") == reads("AMBER+STRICT") == ["amber", "clear", "green"]


def test_a_member_reads_what_is_named_to_them_but_of_red_only_the_title(
    desk: Desk, firm: Organisation, client_of: ClientOf
) -> None:
    member = make.member(firm)
    desk.release("Kvarcit red", "RED", persons=(member,))
    (hit,) = client_of(member).get(URL, {"q": "kvarcit"}).json()["hits"]
    assert (hit["title"], hit["label"], hit["snippet"]) == ("Kvarcit red", "TLP:RED", "")


def test_an_outsider_gets_the_same_bytes_without_the_hidden(caller: Client, notes: Shelf) -> None:
    def answers() -> list[bytes]:
        asked: list[dict[str, Any]] = [
            {"q": "beta"}, {"q": "alfa beta"}, {"q": "kvarcit"}, {"q": "kvarcut"},
            {"q": "beta", "lang": "sq"}, {"q": "beta", "year": "1999", "sort": "oldest"},
        ]  # fmt: skip
        return [caller.get(URL, each).content for each in asked]

    for number in range(24):
        notes.put(f"p{number}", f"Javno {number}", "alfa beta " * (number % 5 + 1))
    before = answers()
    for number in range(24):
        notes.put(
            f"h{number}", "Tajno kvarcit", "beta gama " * 40, lang="sq",
            day=datetime(1999, 1, 1, tzinfo=UTC), place=("group", "red")[number % 2],
        )  # fmt: skip
    assert answers() == before


@pytest.mark.parametrize(
    "query",
    [
        "", "q=", f"q={'a' * 201}", "q=a&q=b", "q=a&limit=5", "q=a&page=0", "q=a&page=51",
        "q=a&page=x", "q=a&page=1&page=2", "q=a&sort=rank", "q=a&kind=nothing", "q=a&kind=none",
        "q=a&lang=serbian", "q=a&lang=", "q=a&label=PURPLE", "q=a&label=TLP:none", "q=a&year=26",
        "q=a&year=0", "q=a&exact=1", "q=a&exact=", "q=%00", "q=%ff", "q=a&" + "year=2026&" * 61,
    ],
)  # fmt: skip
def test_what_is_not_understood_is_400(caller: Client, query: str) -> None:
    response = caller.get(f"{URL}?{query}")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == 400


@pytest.mark.parametrize("text", [" ", "-", '"', "***", "-isto", "и", "\u202e", "a\nb"])
def test_any_other_text_is_answered(caller: Client, notes: Shelf, text: str) -> None:
    assert caller.get(URL, {"q": text}).status_code == 200


def test_it_only_reads_and_never_redirects(caller: Client) -> None:
    assert caller.post(URL, {"q": "a"}).status_code == 405
    assert caller.get(f"{URL}/", {"q": "a"}).status_code == 404
    assert not caller.get(URL, {"q": "a"}).cookies
    assert caller.get(URL, {"q": "a"})["Cache-Control"] == "private, no-store"


def test_a_member_who_asks_too_often_waits(
    firm: Organisation, client_of: ClientOf, settings: Any
) -> None:
    settings.SEARCH_RATES = {"search": 1, "suggest": 1, "api": 2}
    client = client_of(make.member(firm, email=f"{uuid4().hex}@firm.test"))
    answers = [client.get(URL, {"q": "a"}) for _each in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "60"
    assert answers[2]["Content-Type"] == "application/problem+json"


def test_the_description_tells_the_truth(caller: Client, notes: Shelf) -> None:
    notes.put(
        "a", "Isto to", "tekst", lang="sr", label="CLEAR", day=datetime(2026, 1, 1, tzinfo=UTC)
    )
    notes.put("b", "Isto drugo")
    document = caller.get("/api/v1/openapi.json").json()
    schema = {"$ref": "#/components/schemas/SearchResults", "components": document["components"]}
    for name in ("SearchHit", "SearchResults", "SearchReading", "SearchFacets"):
        document["components"]["schemas"][name]["additionalProperties"] = False
    judge = Draft202012Validator(schema)
    asked = ["isto to", "isto ničega", "-isto to type:note after:nikad", "ništa", "-"]
    for text in asked:
        answer = caller.get(URL, {"q": text}).json()
        assert list(judge.iter_errors(answer)) == []


def test_the_description_knows_every_parameter(caller: Client) -> None:
    told = caller.get("/api/v1/openapi.json").json()["paths"]["/search"]["get"]
    names = [each["name"] for each in told["parameters"]]
    refusal = caller.get(URL, {"q": "a", "nothing": "1"}).json()["detail"]
    assert sorted(names) == sorted(
        refusal.removeprefix("Only ").removesuffix(" are known.").split(", ")
    )
    assert {"session": []} in told["security"]
