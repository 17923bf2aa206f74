"""The clock's walk over the chain, and whom it wakes."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from community import membership
from community.access.actors import system
from community.audit import triggers
from community.audit.checking import check, last_check
from community.audit.models import Entry
from community.audit.recording import record
from community.jobs import registry
from community.models import Person
from community.notify.models import OutgoingMail
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def unguarded() -> Iterator[None]:
    """No triggers to keep an intruder away."""
    triggers.drop(connection)
    yield
    triggers.install(connection)


def rows(number: int) -> None:
    for each in range(number):
        with transaction.atomic():
            record(actor=system("t"), verb="v", kind="k", uid=str(each))


def tamper(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_the_clock_knows_it() -> None:
    handler = registry.handler("audit.verify")
    assert handler.period == timedelta(days=1)
    handler.work({})
    assert last_check() is not None


def test_a_whole_log_is_walked_once_and_then_only_what_is_new() -> None:
    rows(5)
    first = check()
    assert (first.since, first.upto, first.whole) == (0, 5, True)
    rows(2)
    second = check(timezone.now() + timedelta(days=1))
    assert (second.since, second.upto, second.whole) == (5, 7, True)


def test_once_a_week_all_of_it(frozen: time_machine.Traveller) -> None:
    rows(3)
    began = timezone.now()
    since = [check(began + timedelta(days=day)).since for day in range(9)]
    assert since == [0, 3, 3, 3, 3, 3, 3, 0, 3]


def test_a_change_wakes_the_operators_and_stands_in_the_log(unguarded: None) -> None:
    operator = make.member()
    membership.give_network_role(operator, "operator", by=make.SETUP, since=make.LONG_AGO)
    make.member()
    rows(6)
    check()
    rows(3)
    last = Entry.objects.latest("seq").seq
    tamper("UPDATE audit_entry SET verb = 'other' WHERE seq = %s", last)
    found = check(timezone.now() + timedelta(hours=1))
    assert (found.whole, found.first_wrong) == (False, last)
    assert [mail.address for mail in OutgoingMail.objects.all()] == [operator.email]
    assert Entry.objects.latest("seq").verb == "audit.broken"


def test_an_old_change_is_found_by_the_next_whole_walk(unguarded: None) -> None:
    rows(6)
    check()
    tamper("UPDATE audit_entry SET uid = 'other' WHERE seq = 2")
    assert check(timezone.now() + timedelta(days=1)).whole
    assert check(timezone.now() + timedelta(days=8)).first_wrong == 2
    assert check(timezone.now() + timedelta(days=9)).since == 0, "until all is whole again"


def test_a_log_rewritten_behind_the_last_check_is_found_at_once(unguarded: None) -> None:
    rows(4)
    noted = check()
    tamper("DELETE FROM audit_entry")
    tamper("UPDATE audit_head SET seq = 0, hash = %s", "0" * 64)
    rows(5)
    assert noted.upto == 4
    assert check(timezone.now() + timedelta(days=1)).findings == 2


def test_the_command_walks_from_a_noted_row(unguarded: None) -> None:
    rows(6)
    noted = Entry.objects.get(seq=4)
    out = StringIO()
    call_command("audit_verify", since=f"4:{noted.hash}", stdout=out)
    assert out.getvalue().startswith("audit log: rows 5 to 6, whole")
    tamper("UPDATE audit_entry SET uid = 'other' WHERE seq = 2")
    call_command("audit_verify", since=f"4:{noted.hash}", stdout=StringIO())
    tamper("UPDATE audit_entry SET uid = 'other' WHERE seq = 5")
    with pytest.raises(CommandError):
        call_command("audit_verify", since=f"4:{noted.hash}", stdout=StringIO())
    with pytest.raises(CommandError):
        call_command("audit_verify", since=f"3:{noted.hash}", stdout=StringIO())
    with pytest.raises(CommandError, match="SEQ:HASH"):
        call_command("audit_verify", since="yesterday", stdout=StringIO())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("UPDATE audit_entry SET verb = 'x' WHERE seq = 2", "found rows that are not"),
        ("SELECT 1", "is whole"),
    ],
)
def test_the_page_says_how_the_chain_is(
    unguarded: None, client_of: Callable[[Person], Client], change: str, words: str
) -> None:
    auditor = make.member()
    membership.give_network_role(auditor, "auditor", by=make.SETUP, since=make.LONG_AGO)
    client = client_of(auditor)
    assert "has not been checked yet" in client.get("/en/audit/").content.decode()
    tamper(change)
    check()
    assert words in client.get("/en/audit/").content.decode()
