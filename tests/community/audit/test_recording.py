import hashlib
import json
import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from community.access.actors import Actor, system
from community.audit.facts import NotAFact
from community.audit.models import AppendOnly, Entry, Head
from community.audit.recording import OutsideTransaction, record, record_refusal

ANA = Actor("person", str(uuid.UUID(int=7)))
THING = str(uuid.UUID(int=1))


def act(verb: str = "publish_release", **details: object) -> Entry:
    with transaction.atomic():
        return record(actor=ANA, verb=verb, kind="release", uid=THING, details=details)


@pytest.mark.django_db
def test_a_row_says_who_did_what_to_which_thing() -> None:
    act(label="AMBER+STRICT", to=["org", 3])
    entry = Entry.objects.get()
    assert (entry.seq, entry.actor_kind, entry.actor_id) == (1, "person", ANA.id)
    assert (entry.verb, entry.kind, entry.uid) == ("publish_release", "release", THING)
    assert entry.details == '{"label":"AMBER+STRICT","to":["org",3]}'


@pytest.mark.django_db
def test_each_row_follows_the_one_before_and_the_head_follows_it() -> None:
    first, second = act(), act("withdraw")
    assert first.previous_hash == "0" * 64
    assert second.previous_hash == first.hash
    head = Head.objects.get()
    assert (head.seq, head.hash) == (2, second.hash)


@pytest.mark.django_db
def test_the_hash_can_be_made_again_from_the_documented_format() -> None:
    act(number="CSN-2026-0001")
    entry = Entry.objects.get()
    columns = {
        "actor_id": ANA.id,
        "actor_kind": "person",
        "at": entry.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "details": '{"number":"CSN-2026-0001"}',
        "kind": "release",
        "on_behalf_of": "",
        "seq": 1,
        "uid": THING,
        "verb": "publish_release",
    }
    text = "0" * 64 + "\n" + json.dumps(columns, sort_keys=True, separators=(",", ":"))
    assert entry.hash == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "value",
    [
        "Ransomware in a hospital",
        "наслов",
        "line\nbreak",
        "a" * 101,
        "ana@example.org",
        9.8,
        b"bytes",
        2**53,
        {"deep": {"deeper": {"deepest": 1}}},
        ["fine", "not fine"],
    ],
)
def test_text_does_not_get_into_the_log(value: object) -> None:
    with pytest.raises(NotAFact) as refused:
        act(title=value)
    assert str(value) not in str(refused.value)
    assert not Entry.objects.exists()
    assert Head.objects.get().seq == 0


@pytest.mark.django_db
def test_a_long_list_of_ids_is_refused() -> None:
    with pytest.raises(NotAFact):
        act(uids=[THING] * 200)


@pytest.mark.django_db
def test_a_written_row_is_neither_saved_nor_deleted() -> None:
    entry = act()
    for change in (
        entry.save,
        entry.delete,
        Entry.objects.get(seq=1).save,
        lambda: Entry.objects.update(verb="other"),
        lambda: Entry.objects.all().delete(),
        lambda: Entry.objects.filter(seq=1).delete(),
        lambda: Entry.objects.bulk_update([entry], ["verb"]),
    ):
        with pytest.raises(AppendOnly):
            change()
    assert Entry.objects.get().verb == "publish_release"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET verb = 'other'",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_head",
        "UPDATE audit_head SET seq = 0",
    ],
)
def test_the_database_refuses_too(statement: str) -> None:
    act()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Entry.objects.get().verb == "publish_release"


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded() -> None:
    with pytest.raises(OutsideTransaction):
        record(actor=ANA, verb="publish_release", kind="release", uid=THING)
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_row_goes_when_its_act_is_rolled_back_and_the_chain_stays_whole() -> None:
    first = act()

    @transaction.atomic
    def withdraw_and_fail() -> None:
        record(actor=ANA, verb="withdraw", kind="release", uid=THING)
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        withdraw_and_fail()
    assert act("again").previous_hash == first.hash
    assert list(Entry.objects.order_by("seq").values_list("verb", flat=True)) == [
        "publish_release",
        "again",
    ]


@pytest.mark.django_db(transaction=True)
def test_a_refusal_outlives_the_rolled_back_act() -> None:
    with pytest.raises(PermissionError), transaction.atomic():
        raise PermissionError
    refusal = record_refusal(
        actor=system("import"), verb="approve", kind="advisory", uid=THING, reason="four-eyes"
    )
    entry = Entry.objects.get()
    assert entry.seq == refusal.seq
    assert (entry.verb, entry.details) == ("refused:approve", '{"reason":"four-eyes"}')


@pytest.mark.django_db(transaction=True)
def test_a_refusal_inside_the_refused_transaction_is_a_mistake_and_said_so() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        record_refusal(actor=ANA, verb="approve", kind="advisory", uid=THING, reason="no-seat")
    assert not Entry.objects.exists()
