"""The room of lists as it is used, and as it is not there for everybody else."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from community.models import NetworkRole, Organisation, Person
from community.people.models import Invitation
from community.rosters import deciding, wiping
from community.rosters.models import Import
from tests import factories as make
from tests.logging_in import log_in

from .lists import act, bring, checked, firm, officer, people_csv, some_people, work

pytestmark = pytest.mark.django_db
ROOM = "/en/office/import/"


def client_of(person: Person) -> Client:
    return log_in(Client(), person)


def send(client: Client, data: bytes, **fields: str) -> object:
    file = SimpleUploadedFile("list.csv", data, content_type="text/csv")
    return client.post(ROOM, {"kind": "people", "key": uuid.uuid4().hex} | fields | {"file": file})


def test_a_list_goes_the_whole_way_by_forms() -> None:
    place = firm()
    one, other = officer("Ana"), officer("Bo")
    client = client_of(one)
    page = send(client, some_people(3, place.name))
    address = page.headers["Location"]
    assert "0 of 3 rows are checked" in client.get(address).content.decode()
    work()
    preview = client.get(address).content.decode()
    assert "person2@list.example" in preview
    assert "Start, and vet one by one" in preview
    assert client.post(address, {"act": "ask"}).status_code == 302
    refused = client.post(address, {"act": "approve"})
    assert refused.status_code == 403
    assert "another person has to look at it" in refused.content.decode()
    second = client_of(other)
    assert "Approve the list" in second.get(address).content.decode()
    second.post(address, {"act": "approve"})
    work()
    assert "3 of 3 rows are settled" in client.get(address).content.decode()
    assert Person.objects.filter(email__endswith="@list.example", state="vetted").count() == 3


def test_a_double_upload_is_one_list() -> None:
    client = client_of(officer())
    data = some_people(1, "Anywhere")
    answers = [send(client, data, key="same") for _each in range(2)]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert Import.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty."),
        (b"name,e-mail\x00", "no text file"),
        (b"name\nAna\n", "These columns are missing: e-mail, organisation."),
        (b'name,e-mail,organisation\n"Ana', "Line 2:"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_beside_the_field(data: bytes, words: str) -> None:
    page = send(client_of(officer()), data)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert 'value="people"' in page.content.decode()
    assert not Import.objects.exists()


def test_what_went_wrong_is_a_file_to_mend_and_bring_again() -> None:
    place, one = firm(), officer()
    rows = ("=cmd(),bad address,Hidrodrina,", "Ana,ana@list.example,Hidrodrina,")
    roster = checked(people_csv(*rows), one)
    client = client_of(one)
    answer = client.get(f"{ROOM}{roster.uid}/errors.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    head, line = text.splitlines()
    assert head == "name,e-mail,organisation,role,line,reason"
    assert line == "'=cmd(),bad address,Hidrodrina,,2,this is no e-mail address"
    mended = checked(text.replace("bad address", "cmd@list.example").encode(), one)
    assert mended.rows.get().code == ""
    assert mended.rows.get().cells[0] == "=cmd()"
    assert place.organisation.pk


@pytest.mark.parametrize("kind", ["organisations", "people"])
@pytest.mark.parametrize("language", ["en", "sr", "sr-latn"])
def test_the_sample_can_be_brought_as_it_is(kind: str, language: str) -> None:
    firm("Energana", domains=["energana.example"])
    one = officer()
    client = client_of(one)
    data = client.get(f"/{language}/office/import/sample-{kind}.csv").content
    roster = checked(data, one, kind)
    assert [row.code for row in roster.rows.all()] == ([""] if kind == "people" else ["there"])


@pytest.mark.parametrize("who", ["visitor", "member", "trustee"])
def test_the_room_is_not_there_for_others(who: str) -> None:
    firm()
    roster = bring(some_people(1, "Hidrodrina"), officer())
    client = Client()
    if who == "member":
        client = client_of(make.member(password=make.PASSWORD))
    if who == "trustee":
        client = client_of(officer(role=NetworkRole.Role.TRUSTEE))
    for path in ("", "sample-people.csv", f"{roster.uid}/", f"{roster.uid}/errors.csv"):
        there = client.get(ROOM + path)
        assert there.status_code == 404
        absent = client.get(f"{ROOM}{uuid.uuid4()}/")
        if str(roster.uid) in path and path.endswith("/"):
            assert len(there.content) == len(absent.content)
    assert client.post(f"{ROOM}{roster.uid}/", {"act": "cancel"}).status_code == 404
    assert client.post(ROOM, {"kind": "people"}).status_code == 404


def test_a_trustee_sees_what_waits_for_them_and_nothing_else() -> None:
    place, one = firm(), officer()
    trustee = officer(role=NetworkRole.Role.TRUSTEE)
    asked, other = (checked(some_people(1, place.name), one) for _each in range(2))
    deciding.ask(asked, by=act(one))
    client = client_of(trustee)
    page = client.get(f"{ROOM}{asked.uid}/").content.decode()
    assert "Approve the list" in page
    assert client.get(f"{ROOM}{other.uid}/").status_code == 404
    assert client.post(f"{ROOM}{asked.uid}/", {"act": "approve"}).status_code == 302
    assert client.get(f"{ROOM}{asked.uid}/").status_code == 200


@pytest.mark.parametrize("query", ["?show=nonsense", "?page=99", "?page=x"])
def test_nonsense_in_the_address_is_not_there(query: str) -> None:
    firm()
    one = officer()
    roster = checked(some_people(1, "Hidrodrina"), one)
    assert client_of(one).get(f"{ROOM}{roster.uid}/{query}").status_code == 404


def test_an_unknown_act_is_not_there() -> None:
    one = officer()
    roster = checked(some_people(1, "Hidrodrina"), one)
    assert client_of(one).post(f"{ROOM}{roster.uid}/", {"act": "burn"}).status_code == 404


def test_pages_cost_the_same_for_many_rows(django_assert_max_num_queries: object) -> None:
    firm()
    one = officer()
    client = client_of(one)
    for number in (1, 40):
        roster = checked(some_people(number, "Hidrodrina"), one)
        with django_assert_max_num_queries(20):  # type: ignore[operator]
            assert client.get(f"{ROOM}{roster.uid}/").status_code == 200


def test_what_was_typed_is_forgotten_after_its_time() -> None:
    place, one = firm(), officer()
    roster = checked(people_csv(f"Ana,ana@list.example,{place.name},", ",,,x"), one)
    deciding.start(roster, by=act(one))
    work()
    roster.refresh_from_db()
    assert wiping.wipe_old(roster.ended_at) == 0
    assert wiping.wipe_old(roster.ended_at + timedelta(seconds=1)) == 1
    assert [row.cells for row in roster.rows.all()] == [[], []]
    assert not roster.words.exists()
    assert Invitation.objects.count() == 1
    page = client_of(one).get(f"{ROOM}{roster.uid}/")
    assert "ana@list.example" not in page.content.decode()
    assert Organisation.objects.filter(name=place.name).exists()
