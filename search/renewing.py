"""Writes entries anew from their things, in batches, while people read and write.

Every batch is one short transaction that replaces entries in place: nobody ever sees an
empty index, and what was killed leaves old and new entries, all of them whole.
"""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from search import registry, writing
from search.analysis import ANALYZER_VERSION
from search.index import live
from search.models import Text
from search.registry import Kind

BATCH = 200


def renew_many(kind: Kind, uids: Collection[UUID]) -> None:
    """Enters these things as they are now, or takes them out; one transaction.

    The entries are locked before the things are read: what somebody writes meanwhile waits,
    and is never overwritten by what was read before.
    """
    with transaction.atomic():
        writing.lock(kind.name, uids, live())
        documents = {uid: kind.builder(uid) for uid in uids}
        writing.put_many(kind.name, {uid: each for uid, each in documents.items() if each})
        writing.drop_many(kind.name, [uid for uid, each in documents.items() if each is None])


def renew_older(most: int = BATCH) -> int:
    """Renews up to `most` entries that an earlier analyzer made; how many these were.

    Zero: all are of now. Those of kinds that no app registers stay: nobody finds them.
    """
    older = Text.objects.filter(
        entry__analyzer__lt=ANALYZER_VERSION, kind__in=registry.names()
    ).order_by("pk")
    found: dict[str, list[UUID]] = {}
    for name, uid in older.values_list("kind", "uid")[:most]:
        found.setdefault(name, []).append(uid)
    for name, uids in found.items():
        renew_many(registry.get(name), uids)
    return sum(map(len, found.values()))
