from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from community.access.actors import system
from community.audit import triggers
from community.audit.chain import hash_of
from community.audit.models import Entry, Head
from community.audit.recording import record
from community.audit.verifying import Walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def log() -> Iterator[list[Entry]]:
    """Seven rows, and no triggers to keep an intruder away."""
    rows = []
    for number in range(1, 8):
        with transaction.atomic():
            rows.append(record(actor=system("t"), verb="v", kind="k", uid=str(number)))
    triggers.drop(connection)
    yield rows
    triggers.install(connection)


def tamper(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def found() -> list[str]:
    return [str(finding) for finding in Walk(batch=3).findings()]


def test_a_whole_log_has_no_findings(log: list[Entry]) -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "2020-01-01 00:00:00"),
        ("actor_kind", "person"),
        ("actor_id", "other"),
        ("on_behalf_of", "other"),
        ("verb", "other"),
        ("kind", "other"),
        ("uid", "other"),
        ("details", "{ }"),
    ],
)
def test_a_change_in_any_column_is_found_in_its_row(
    log: list[Entry], column: str, value: str
) -> None:
    tamper(f"UPDATE audit_entry SET {column} = %s WHERE seq = 4", value)
    assert found() == ["4: changed: the row does not match its hash"]


def test_a_changed_row_with_a_fresh_hash_is_found_in_the_next(log: list[Entry]) -> None:
    tamper("UPDATE audit_entry SET verb = 'other' WHERE seq = 4")
    changed = Entry.objects.get(seq=4)
    fresh = hash_of(changed, changed.previous_hash)
    tamper("UPDATE audit_entry SET hash = %s WHERE seq = 4", fresh)
    assert found() == ["5: broken: row 4 is not the one that this row was written after"]


def test_missing_rows_are_found_where_they_were(log: list[Entry]) -> None:
    tamper("DELETE FROM audit_entry WHERE seq IN (3, 4)")
    assert found() == ["3: 2 missing before row 5"]


def test_a_first_row_taken_away_is_found(log: list[Entry]) -> None:
    tamper("DELETE FROM audit_entry WHERE seq = 1")
    assert found() == ["1: 1 missing before row 2"]


def test_rows_in_another_order_are_found(log: list[Entry]) -> None:
    for before, after in ((2, 100), (3, 2), (100, 3)):
        tamper("UPDATE audit_entry SET seq = %s WHERE seq = %s", after, before)
    findings = found()
    assert "2: changed: the row does not match its hash" in findings
    assert "2: reordered: it was written after what is now row 3" in findings
    assert "3: reordered: it was written after what is now row 1" in findings


def test_a_row_put_between_is_found(log: list[Entry]) -> None:
    for seq in (7, 6, 5):
        tamper("UPDATE audit_entry SET seq = seq + 1 WHERE seq = %s", seq)
    forged = Entry.objects.get(seq=4)
    forged.seq, forged.previous_hash = 5, forged.hash
    forged.hash = hash_of(forged, forged.previous_hash)
    forged._state.adding = True
    forged.save()
    assert found()[0] == "6: changed: the row does not match its hash"


def test_a_tail_cut_off_is_known_to_the_head(log: list[Entry]) -> None:
    tamper("DELETE FROM audit_entry WHERE seq > 5")
    assert found() == ["6: cut off: the head says 7 rows"]


def test_an_emptied_log_is_known_to_the_head(log: list[Entry]) -> None:
    tamper("DELETE FROM audit_entry")
    assert found() == ["1: cut off: the head says 7 rows"]


def test_a_head_set_back_is_found(log: list[Entry]) -> None:
    tamper("UPDATE audit_head SET seq = 5, hash = %s", log[4].hash)
    assert found() == ["6: not counted: the head says 5 rows"]


def test_a_head_with_another_hash_is_found(log: list[Entry]) -> None:
    tamper("UPDATE audit_head SET hash = %s", "f" * 64)
    assert found() == ["7: wrong head: its hash is not the last row's"]


def test_a_missing_head_is_found(log: list[Entry]) -> None:
    tamper("DELETE FROM audit_head")
    assert found() == ["7: the head is missing"]


def test_the_command_prints_what_is_wrong_and_fails(log: list[Entry]) -> None:
    tamper("UPDATE audit_entry SET verb = 'other' WHERE seq = 2")
    out = StringIO()
    with pytest.raises(CommandError, match="1 findings in 7 rows") as failed:
        call_command("audit_verify", batch=2, stdout=out)
    assert failed.value.returncode == 1
    assert out.getvalue() == "2: changed: the row does not match its hash\n"


def test_a_row_noted_elsewhere_unmasks_a_log_rewritten_as_a_whole(log: list[Entry]) -> None:
    noted = f"5:{log[4].hash}"
    call_command("audit_verify", expect=noted, stdout=StringIO())
    tamper("DELETE FROM audit_entry WHERE seq >= 5")
    Head.objects.update(seq=4, hash=log[3].hash)
    assert found() == []
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("audit_verify", expect=noted, stdout=out)
    assert out.getvalue() == "5: not the row that was noted\n"
