"""What is hashed, so that anyone can do it again without this program.

    hash = SHA-256, in lower-case hexadecimal, over the UTF-8 bytes of
           previous_hash + "\\n" + JSON

where JSON is RFC 8785 canonical JSON of an object with the members `seq` (number), `at`
(UTC, always six decimals: `2026-11-02T09:30:00.000000Z`), `actor_kind`, `actor_id`,
`on_behalf_of`, `verb`, `kind`, `uid`, and `details`: the text of that column as a string,
not as an object, so that a single changed blank in it is a change. The row before the
first has the hash of 64 zeros.
"""

import hashlib
from datetime import UTC, datetime

from .facts import canonical
from .models import Entry

GENESIS = "0" * 64


def hash_of(entry: Entry, previous_hash: str) -> str:
    """The hash that `entry` must carry when it follows `previous_hash`."""
    columns = {
        "seq": entry.seq,
        "at": stamp(entry.at),
        "actor_kind": entry.actor_kind,
        "actor_id": entry.actor_id,
        "on_behalf_of": entry.on_behalf_of,
        "verb": entry.verb,
        "kind": entry.kind,
        "uid": entry.uid,
        "details": entry.details,
    }
    return hashlib.sha256(f"{previous_hash}\n{canonical(columns)}".encode()).hexdigest()


def stamp(at: datetime) -> str:
    """`at` in UTC with six decimals and a Z, whatever its zone was."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
