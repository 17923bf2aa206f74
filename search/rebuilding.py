"""Indexes everything anew while people read and write.

Every batch is one short transaction that replaces entries in place: nobody ever sees an
empty index, and a rebuild that was killed leaves old and new entries, all of them whole.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.db import transaction

from search import registry, writing
from search.backends import store
from search.checking import chunks
from search.index import live
from search.models import Text
from search.registry import Kind


def rebuild(names: Iterable[str], report: Callable[[str, int], None]) -> None:
    """Renews all entries of these kinds; `report(kind, number)` after each kind."""
    store(live()).drop_strays()
    for name in names:
        report(name, rebuild_kind(registry.get(name)))


def rebuild_kind(kind: Kind) -> int:
    """Renews the entries of one kind, takes out those without a source; gives their number."""
    source = list(kind.all_uids())
    for uids in chunks(source):
        with transaction.atomic():
            for uid in uids:
                _renew(kind, uid)
    entered = Text.objects.filter(kind=kind.name).values_list("uid", flat=True)
    # A source may have come since; its builder knows better than the list.
    for uids in chunks(sorted(set(entered) - set(source))):
        with transaction.atomic():
            for uid in uids:
                _renew(kind, uid)
    return Text.objects.filter(kind=kind.name).count()


def drop_unknown() -> int:
    """Takes out the entries of kinds that no app registers any more; gives their number."""
    unknown = Text.objects.exclude(kind__in=registry.names()).values_list("kind", "uid")
    gone = list(unknown)
    with transaction.atomic():
        for name, uid in gone:
            writing.drop(name, uid)
    return len(gone)


def _renew(kind: Kind, uid: UUID) -> None:
    document = kind.builder(uid)
    if document is None:
        writing.drop(kind.name, uid)
    else:
        writing.put(kind.name, uid, document)
