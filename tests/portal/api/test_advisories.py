"""Advisories for machines: what comes, in which order, and that nobody else's ever does."""

import hashlib
import json
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.access.tlp import Label
from community.audit.models import Entry
from community.models import Organisation, Person, Team
from portal.advisories.audience import Recipients
from portal.advisories.models import Advisory, Release
from portal.api.urls import urlpatterns
from tests import factories as make
from tests.access.cast import advisory
from tests.community.machines.machines import administrator, machine, token

pytestmark = pytest.mark.django_db
LIST = "/api/v1/advisories"


class Desk:
    """A CERT whose three people release what a test needs."""

    def __init__(self) -> None:
        self.cert = make.organisation("CERT", kind=Organisation.Kind.CERT)
        self.team: Team = make.team(self.cert)
        self.people: dict[str, Person] = {}
        for duty in ("author", "reviewer", "publisher"):
            who = self.people[duty] = make.member(self.cert)
            make.put_on(self.team, who, reviews=duty == "reviewer", releases=duty == "publisher")

    def release(self, title: str, label: str, **to: object) -> Advisory:
        return advisory(self.team, self.people, title, label, Recipients(**to))  # type: ignore[arg-type]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def _machine(of: Organisation, ceiling: str = "AMBER+STRICT") -> Client:
    boss = administrator(of)
    return machine(token(of, boss, ceiling, key=ceiling).text)


def _titles(client: Client, **query: object) -> list[str]:
    return [row["title"] for row in client.get(LIST, query).json()["advisories"]]


def test_each_ceiling_lets_through_what_it_names(desk: Desk) -> None:
    firm = make.organisation("Firm")
    member = make.member(firm)
    desk.release("c", "CLEAR")
    desk.release("g", "GREEN")
    for label in ("AMBER", "AMBER+STRICT"):
        desk.release(label, label, organisations=(firm,))
    desk.release("r", "RED", persons=(member,))
    found = {ceiling: _titles(_machine(firm, ceiling)) for ceiling in Label.values[:-1]}
    assert found == {
        "CLEAR": ["c"],
        "GREEN": ["c", "g"],
        "AMBER": ["c", "g", "AMBER"],
        "AMBER+STRICT": ["c", "g", "AMBER", "AMBER+STRICT"],
    }


def test_no_machine_reads_red_even_of_its_own_maker(desk: Desk) -> None:
    firm = make.organisation("Firm")
    boss = administrator(firm)
    red = desk.release("r", "RED", persons=(boss,))
    client = machine(token(firm, boss, "AMBER+STRICT").text)
    assert _titles(client) == []
    assert client.get(f"{LIST}/{red.uid}").status_code == 404


def test_the_token_of_one_sees_nothing_of_the_other(desk: Desk) -> None:
    one, other = make.organisation("One"), make.organisation("Other")
    desk.release("open", "CLEAR")
    client = _machine(other)
    before = client.get(LIST)
    hidden = desk.release("zvrkolinka", "AMBER", organisations=(one,))
    after = client.get(LIST)
    assert after.content == before.content
    assert dict(after.headers) == dict(before.headers)
    there = client.get(f"{LIST}/{hidden.uid}")
    absent = client.get(f"{LIST}/00000000-0000-4000-8000-00000000abcd")
    assert (there.status_code, there.content) == (404, absent.content)
    assert dict(there.headers) == dict(absent.headers)
    assert _titles(_machine(one)) == ["open", "zvrkolinka"]


def test_what_the_desk_has_not_released_is_not_for_its_machines(desk: Desk) -> None:
    firm = make.organisation("Firm")
    advisory(desk.team, desk.people, "draft", "CLEAR", until="draft")
    addressed = desk.release("theirs", "AMBER", organisations=(firm,))
    client = _machine(desk.cert)
    assert _titles(client) == [], "a desk's reading is its people's, not its organisation's"
    assert client.get(f"{LIST}/{addressed.uid}").status_code == 404


def test_pages_follow_the_cursor_without_loss_or_repetition(
    desk: Desk, frozen: time_machine.Traveller
) -> None:
    for number in range(5):
        desk.release(f"a{number}", "CLEAR")
        if number % 2:
            frozen.shift(timedelta(minutes=1))
    client = _machine(make.organisation(), "CLEAR")
    seen, query = [], {"limit": "2"}
    for _each in range(3):
        answer = client.get(LIST, query).json()
        seen += [row["title"] for row in answer["advisories"]]
        query = {"limit": "2", "cursor": answer["cursor"]}
    assert sorted(seen) == ["a0", "a1", "a2", "a3", "a4"]
    assert answer["next"] is None
    frozen.shift(timedelta(minutes=1))
    desk.release("later", "CLEAR")
    assert _titles(client, **query) == ["later"], "the same cursor goes on where it stood"


def test_next_is_an_address_that_works(desk: Desk) -> None:
    for number in range(3):
        desk.release(f"a{number}", "CLEAR")
    client = _machine(make.organisation(), "CLEAR")
    answer = client.get(LIST, {"limit": "2"}).json()
    path = "/" + answer["next"].split("/", 3)[3]
    assert len(client.get(path).json()["advisories"]) == 1


def test_a_document_comes_as_stored_with_its_label(desk: Desk) -> None:
    firm = make.organisation("Firm")
    made = desk.release("AMBER one", "AMBER", organisations=(firm,))
    response = _machine(firm).get(f"{LIST}/{made.uid}")
    release = Release.objects.get(advisory=made)
    body = response.json()
    assert response.headers["TLP-Label"] == body["label"] == "TLP:AMBER"
    assert body["document"] == json.loads(release.canonical)
    assert release.canonical in response.content.decode(), "byte for byte"
    assert body["sha256"] == hashlib.sha256(release.canonical.encode()).hexdigest()
    assert (body["number"], body["version"]) == (release.number, release.version)


def test_fetching_above_green_is_in_the_log(desk: Desk) -> None:
    firm = make.organisation("Firm")
    amber = desk.release("AMBER one", "AMBER", organisations=(firm,))
    green = desk.release("green", "GREEN")
    client = _machine(firm)
    for made in (amber, green):
        client.get(f"{LIST}/{made.uid}")
    rows = Entry.objects.filter(verb="advisory.fetch")
    assert [(row.actor_kind, row.uid, row.on_behalf_of) for row in rows] == [
        ("machine", str(amber.uid), str(firm.uid))
    ]


@pytest.mark.parametrize(
    "query",
    [
        *({"limit": word} for word in ("0", "-1", "201", "1e3", "x", "", "²", "9" * 400)),
        *({"cursor": word} for word in ("x", "_", "2026-01-01T00:00:00_x", "9999-12-31T23:59:59")),
        {"cursor": "0001-01-01T00:00:00+00:00_00000000-0000-4000-8000-00000000abcd"},
        {"cursor": "2026-01-01T00:00:00_00000000-0000-4000-8000-00000000abcd"},
        {"limit": ["1", "2"]},
        {"label": "AMBER"},
    ],
)
def test_a_parameter_that_is_not_understood_is_a_problem(query: dict[str, object]) -> None:
    response = _machine(make.organisation(), "CLEAR").get(LIST, query)
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == 400


def test_hostile_bytes_are_a_problem_too() -> None:
    client = _machine(make.organisation(), "CLEAR")
    for path in (f"{LIST}?cursor=%00", f"{LIST}?cursor=%ff", f"{LIST}?limit=%F0%9F%92%A9"):
        response = client.get(path)
        assert response.status_code == 400
        assert response.headers["Content-Type"] == "application/problem+json"


def test_the_list_costs_the_same_for_one_and_many(desk: Desk) -> None:
    client = _machine(make.organisation(), "GREEN")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        return len(queries)

    desk.release("a", "CLEAR")
    client.get(LIST)
    one = asked()
    for number in range(6):
        desk.release(f"b{number}", "GREEN")
    assert asked() == one
    assert one <= 8


def test_the_description_names_every_address_and_nothing_else() -> None:
    told = _machine(make.organisation(), "CLEAR").get("/api/v1/openapi.json").json()
    there = {f"/{pattern.pattern}".replace("<uuid:uid>", "{uid}") for pattern in urlpatterns}
    assert set(told["paths"]) == there - {"/openapi.json"}


def test_answers_hold_what_the_description_requires(desk: Desk) -> None:
    made = desk.release("a", "CLEAR")
    client = _machine(make.organisation(), "CLEAR")
    told = client.get("/api/v1/openapi.json").json()["components"]["schemas"]
    answers = {
        "WhoAmI": client.get("/api/v1/whoami").json(),
        "Advisories": (listed := client.get(LIST).json()),
        "Release": listed["advisories"][0],
        "Advisory": client.get(f"{LIST}/{made.uid}").json(),
        "Problem": client.get(f"{LIST}?x=1").json(),
    }
    for name, answer in answers.items():
        assert set(told[name]["required"]) <= set(answer), name
        if name != "Problem":
            assert set(answer) == set(told[name]["properties"]), name
