"""Walking the chain and saying what is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass

from .chain import GENESIS, hash_of
from .models import Entry, Head


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, and at which row."""

    seq: int
    problem: str

    def __str__(self) -> str:
        return f"{self.seq}: {self.problem}"


class Walk:
    """One pass over the log, in batches. Holds where it is, so that writers may go on.

    It begins after the row (seq, hash) that was found whole before; from the first row if
    none is given. After the pass `seq` and `hash` are the last row's.
    """

    def __init__(self, batch: int = 1000, *, seq: int = 0, hash_: str = GENESIS) -> None:
        self.batch = batch
        self.seq = seq
        self.hash = hash_

    def findings(self) -> Iterator[Finding]:
        """Everything that is wrong, in order of seq; nothing if the log is whole."""
        if not still_there(self.seq, self.hash):
            yield Finding(self.seq, "not the row that was noted")
        while True:
            # Read before the rows: whatever it counts must then be found among them.
            head = Head.objects.filter(pk=Head.ONLY).first()
            rows = list(Entry.objects.filter(seq__gt=self.seq).order_by("seq")[: self.batch])
            if not rows:
                yield from self._end(head)
                return
            for entry in rows:
                yield from self._row(entry)

    def _row(self, entry: Entry) -> Iterator[Finding]:
        missing = entry.seq - self.seq - 1
        if missing:
            yield Finding(self.seq + 1, f"{missing} missing before row {entry.seq}")
        if hash_of(entry, entry.previous_hash) != entry.hash:
            yield Finding(entry.seq, "changed: the row does not match its hash")
        if entry.previous_hash != self.hash and not missing:
            yield Finding(entry.seq, self._misplaced(entry))
        self.seq, self.hash = entry.seq, entry.hash

    def _misplaced(self, entry: Entry) -> str:
        follows = Entry.objects.filter(hash=entry.previous_hash).values_list("seq", flat=True)
        if place := follows.first():
            return f"reordered: it was written after what is now row {place}"
        return f"broken: row {self.seq} is not the one that this row was written after"

    def _end(self, head: Head | None) -> Iterator[Finding]:
        if head is None:
            yield Finding(self.seq, "the head is missing")
        elif head.seq > self.seq:
            yield Finding(self.seq + 1, f"cut off: the head says {head.seq} rows")
        elif head.seq < self.seq:
            yield Finding(head.seq + 1, f"not counted: the head says {head.seq} rows")
        elif head.hash != self.hash:
            yield Finding(self.seq, "wrong head: its hash is not the last row's")


def still_there(seq: int, hash_: str) -> bool:
    """Whether the row noted earlier is in the log. Only this finds a log that was rewritten as
    a whole, head included, if the note was kept outside its database."""
    return (seq, hash_) == (0, GENESIS) or Entry.objects.filter(seq=seq, hash=hash_).exists()
