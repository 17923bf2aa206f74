"""What Elasticsearch has to be told, noted in the transaction of the thing itself."""

from collections.abc import Iterable

from django.db import DEFAULT_DB_ALIAS

from search.index import Index
from search.models import Change, Entry

# A change in any of these may mean that somebody may read it no longer.
_ACCESS = ("acl", "partition", "shown_from", "shown_until")

# The number of no entry: its row says that something changed while nothing was noted, since the
# portal ran without Elasticsearch. Until that is built anew, it answers nobody.
UNSEEN = 0

Pair = tuple[Entry | None, Entry | None]


def note_many(pairs: Iterable[Pair], index: Index) -> None:
    """Notes that entries came (old None), changed or went (new None), in two statements."""
    if not index.remote:
        _say_unseen(index)
        return
    wanted = {(row.entry, row.partition): row for old, new in pairs for row in _rows(old, new)}
    rows = Change.objects.using(index.using)
    # Locked, so that what is being told now is not taken out with what is noted here.
    standing = rows.filter(entry__in={entry for entry, _ in wanted}).order_by("pk")
    for before in standing.select_for_update():
        after = wanted.get((before.entry, before.partition))
        if after:
            # What was denied stays so until the newest version has been acknowledged.
            after.deny = after.deny or before.deny
    rows.bulk_create(
        wanted.values(),
        update_conflicts=True,
        unique_fields=["entry", "partition"],
        update_fields=["version", "gone", "deny"],
    )


def _say_unseen(index: Index) -> None:
    """An index apart from what people search has no past of its own."""
    rows = Change.objects.using(index.using)
    if index.using == DEFAULT_DB_ALIAS and not rows.filter(entry=UNSEEN).exists():
        row = Change(entry=UNSEEN, partition=0, version=0, deny=True)
        rows.bulk_create([row], ignore_conflicts=True)


def _rows(old: Entry | None, new: Entry | None) -> Iterable[Change]:
    if old and (new is None or new.partition != old.partition):
        yield Change(
            entry=old.pk, partition=old.partition, version=old.version + 1, gone=True, deny=True
        )
    if new:
        tighter = old is not None and any(
            getattr(old, name) != getattr(new, name) for name in _ACCESS
        )
        yield Change(entry=new.pk, partition=new.partition, version=new.version, deny=tighter)
