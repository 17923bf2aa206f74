"""The log as auditors see it, and as nobody else does."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community import membership
from community.access.actors import Actor, system
from community.audit.models import Entry
from community.audit.recording import record
from community.models import Organisation, Person
from tests import factories as make

pytestmark = pytest.mark.django_db

LOG = "/en/audit/"
EXPORT = "/en/audit/export/"
ClientOf = Callable[[Person], Client]


@pytest.fixture
def place() -> Organisation:
    return make.organisation("Alfa")


@pytest.fixture
def auditor(place: Organisation) -> Person:
    who = make.member(place, name="Avgusta Revizor")
    membership.give_network_role(who, "auditor", by=make.SETUP, since=make.LONG_AGO)
    return who


def write(verb: str = "topic.start", uid: str = "t", **more: object) -> Entry:
    values = {"actor": system("tests"), "kind": "topic"} | more
    with transaction.atomic():
        return record(verb=verb, uid=uid, **values)  # type: ignore[arg-type]


def shown_rows(page: str) -> list[int]:
    return [int(seq) for seq in re.findall(r'id="row-(\d+)"', page)]


def test_nobody_else_finds_the_log(place: Organisation, client_of: ClientOf) -> None:
    for role in ("secretariat", "trustee", "operator", "web_editor"):
        who = make.member(place)
        membership.give_network_role(who, role, by=make.SETUP, since=make.LONG_AGO)
        client = client_of(who)
        assert client.get(LOG).status_code == 404
        assert client.post(EXPORT, {"format": "csv"}).status_code == 404
    assert Client().get(LOG).status_code == 404
    assert not Entry.objects.filter(verb="audit.export").exists()


def test_the_newest_row_comes_first_with_names_and_not_with_text(
    auditor: Person, place: Organisation, client_of: ClientOf
) -> None:
    client = client_of(auditor)
    write(actor=Actor("person", str(auditor.uid)), on_behalf_of=str(place.uid))
    page = client.get(LOG).content.decode()
    rows = shown_rows(page)
    assert rows == sorted(rows, reverse=True)
    assert rows[0] == Entry.objects.latest("seq").seq
    assert "Avgusta Revizor" in page
    assert "for Alfa" in page


def test_an_erased_person_is_named_no_more(auditor: Person, client_of: ClientOf) -> None:
    gone = make.person("Nestali Petar")
    write(actor=Actor("person", str(gone.uid)))
    client = client_of(auditor)
    assert "Nestali Petar" in client.get(LOG).content.decode()
    Person.objects.filter(pk=gone.pk).update(state="erased")
    page = client.get(LOG).content.decode()
    assert "Nestali Petar" not in page
    assert "an erased person" in page


def test_filters_by_actor_thing_verb_category_and_day(auditor: Person, client_of: ClientOf) -> None:
    client = client_of(auditor)
    with time_machine.travel(datetime(2026, 3, 4, 23, 59, tzinfo=UTC), tick=False):
        mine = write(uid="one", actor=Actor("person", str(auditor.uid)))
    other = write("topic.reply", uid="two")
    refused = write("refused:topic.reply", uid="two")

    def found(**query: str) -> list[int]:
        return shown_rows(client.get(LOG, query).content.decode())

    assert mine.seq in found(actor=auditor.email)
    assert other.seq not in found(actor=auditor.email)
    assert found(actor=auditor.email.upper()) == found(actor=str(auditor.uid).upper())
    assert found(thing="two") == [refused.seq, other.seq]
    assert found(verb="topic.reply") == [refused.seq, other.seq]
    assert found(category="refusal") == [refused.seq]
    assert found(category="forum") == [other.seq, mine.seq]
    assert found(since="2026-03-04", until="2026-03-04") == [mine.seq]
    assert found(until="2026-03-03") == []
    assert found(actor="nobody@members.example") == []


def test_a_wrong_day_is_said_and_loses_nothing(auditor: Person, client_of: ClientOf) -> None:
    page = client_of(auditor).get(LOG, {"since": "yesterday", "thing": "one"}).content.decode()
    assert "There is a problem" in page
    assert 'value="yesterday"' in page
    assert 'value="one"' in page


@pytest.mark.parametrize("cursor", ["before", "after"])
@pytest.mark.parametrize("value", ["x", "-1", "٣", "9" * 17])
def test_an_impossible_place_is_404(
    auditor: Person, client_of: ClientOf, cursor: str, value: str
) -> None:
    assert client_of(auditor).get(LOG, {cursor: value}).status_code == 404


def test_the_pages_follow_each_other_without_gap_or_double(
    auditor: Person, client_of: ClientOf
) -> None:
    client = client_of(auditor)
    for number in range(120):
        write(uid=f"p{number}")
    newest = Entry.objects.latest("seq").seq
    seen, address = [], LOG
    while address:
        page = client.get(address).content.decode()
        seen += shown_rows(page)
        write()  # what is written meanwhile moves nothing
        older = re.search(r'href="(\?[^"]*)" rel="next"', page)
        address = LOG + older.group(1).replace("&amp;", "&") if older else ""
    assert seen == list(range(newest, 0, -1))
    back = re.search(r'href="(\?[^"]*)" rel="prev"', page)
    assert back
    assert shown_rows(client.get(LOG + back.group(1)).content.decode())[-1] == seen[-1] + len(
        shown_rows(page)
    )


def test_the_number_of_queries_does_not_grow(auditor: Person, client_of: ClientOf) -> None:
    client = client_of(auditor)

    def queries() -> int:
        client.get(LOG)
        with CaptureQueriesContext(connection) as captured:
            client.get(LOG)
        return len(captured)

    before = queries()
    for _each in range(60):
        who = make.person()
        write(actor=Actor("person", str(who.uid)), uid=str(who.uid))
    assert queries() == before


def test_csv_is_harmless_in_a_spreadsheet_and_is_written_down(
    auditor: Person, client_of: ClientOf
) -> None:
    client = client_of(auditor)
    write(uid="-2+3")
    write(uid="+cmd", actor=Actor("anonymous", "-"))
    last = Entry.objects.latest("seq").seq
    response = client.post(EXPORT, {"format": "csv"})
    body = b"".join(response.streaming_content).decode()
    rows = list(csv.reader(io.StringIO(body)))
    assert [int(row[0]) for row in rows[1:]] == list(range(1, last + 1))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert "'+cmd" in body
    entry = Entry.objects.latest("seq")
    assert (entry.verb, entry.actor_id) == ("audit.export", str(auditor.uid))
    assert json.loads(entry.details)["upto"] == last
    assert json.loads(entry.details)["from"].startswith("127.")


def test_json_lines_hold_what_the_chain_is_made_of(auditor: Person, client_of: ClientOf) -> None:
    client = client_of(auditor)
    entry = write(uid="one")
    response = client.post(EXPORT, {"format": "jsonl", "thing": "one"})
    lines = b"".join(response.streaming_content).decode().splitlines()
    (line,) = [json.loads(each) for each in lines]
    assert line["seq"] == entry.seq
    assert line["hash"] == entry.hash
    assert line["previous_hash"] == entry.previous_hash
    assert json.loads(Entry.objects.latest("seq").details)["filters"] == ["thing"]


def test_no_other_format_and_no_export_by_link(auditor: Person, client_of: ClientOf) -> None:
    client = client_of(auditor)
    assert client.post(EXPORT, {"format": "exe"}).status_code == 404
    assert client.get(EXPORT).status_code == 405
    assert not Entry.objects.filter(verb="audit.export").exists()
