"""What Elasticsearch has to be told, noted in the transaction of the thing itself."""

from search.index import Index
from search.models import Change, Entry

# A change in any of these may mean that somebody may read it no longer.
_ACCESS = ("acl", "partition", "shown_from", "shown_until")


def note(old: Entry | None, new: Entry | None, index: Index) -> None:
    """Notes that an entry came (`old` None), changed or went (`new` None)."""
    if not index.remote:
        return
    if old and (new is None or new.partition != old.partition):
        _put(old, index, gone=True, deny=True)
    if new:
        tighter = old is not None and any(
            getattr(old, name) != getattr(new, name) for name in _ACCESS
        )
        _put(new, index, gone=False, deny=tighter)


def _put(entry: Entry, index: Index, *, gone: bool, deny: bool) -> None:
    rows = Change.objects.using(index.using)
    version = entry.version + 1 if gone else entry.version
    row, made = rows.get_or_create(
        entry=entry.pk,
        partition=entry.partition,
        defaults={"version": version, "gone": gone, "deny": deny},
    )
    if not made:
        # What was denied stays so until the engine has acknowledged the newest version.
        rows.filter(pk=row.pk).update(version=version, gone=gone, deny=row.deny or deny)
