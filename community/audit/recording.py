"""The only writer of the log."""

from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from community.access.actors import Actor

from .chain import hash_of
from .facts import check_word, details_text
from .models import Entry, Head
from .verbs import notes_address
from .where import address


class OutsideTransaction(RuntimeError):
    """A log row was about to be written apart from the act it tells of."""


def record(
    *,
    actor: Actor,
    verb: str,
    kind: str,
    uid: str,
    on_behalf_of: str = "",
    details: Mapping[str, Any] | None = None,
) -> Entry:
    """Writes one row about an act, inside the act's own transaction. Returns the row.

    To be the transaction's last statement: from here to the commit every other writer
    waits for the head. uid: the thing's uid. on_behalf_of: an organisation's uid.
    details: ids, labels and whole numbers only (`facts`), else NotAFact. Verbs that say from
    where they came (`verb_table`) get the client's address as the fact `from`.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction
    words = {"verb": verb, "kind": kind, "uid": str(uid), "on_behalf_of": str(on_behalf_of)}
    words |= {"actor_kind": actor.kind, "actor_id": str(actor.id)}
    for name, word in words.items():
        check_word(name, word)
    text = details_text(_with_address(verb, details or {}))
    # SQLite knows no row lock, but its transactions are IMMEDIATE: one writer at a time.
    head = Head.objects.select_for_update().get(pk=Head.ONLY)
    entry = Entry(
        seq=head.seq + 1, previous_hash=head.hash, at=timezone.now(), details=text, **words
    )
    entry.hash = hash_of(entry, head.hash)
    entry.save()
    Head.objects.filter(pk=Head.ONLY).update(seq=entry.seq, hash=entry.hash)
    return entry


def _with_address(verb: str, details: Mapping[str, Any]) -> Mapping[str, Any]:
    if not notes_address(verb) or not (origin := address()):
        return details
    return {**details, "from": origin}


def record_refusal(
    *,
    actor: Actor,
    verb: str,
    kind: str,
    uid: str,
    reason: str,
    on_behalf_of: str = "",
) -> Entry:
    """Writes that an act was refused, in a transaction of its own. Returns the row.

    To be called after the refused verb's atomic block has been left: inside it the row
    would be rolled back with the act, so Django raises RuntimeError there. verb: the one
    that was refused; the row says `refused:verb`. reason: a code, not a sentence.
    """
    with transaction.atomic(durable=True):
        return record(
            actor=actor,
            verb=f"refused:{verb}",
            kind=kind,
            uid=uid,
            on_behalf_of=on_behalf_of,
            details={"reason": reason},
        )
