"""Writes entries anew from their things, in batches, while people read and write.

Every batch is one short transaction that replaces entries in place: nobody ever sees an
empty index, and what was killed leaves old and new entries, all of them whole.
"""

import logging
from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from search import registry, writing
from search.analysis import lemma
from search.index import live
from search.models import Text
from search.registry import Kind

logger = logging.getLogger(__name__)

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


def renew_older(after: int = 0, most: int = BATCH) -> int:
    """Renews up to `most` entries with numbers above `after` that an earlier analyzer made.

    Gives the number of the last one, 0 if there was none. Those of kinds that no app
    registers stay: nobody finds them. So does one whose thing cannot be read, until next time.
    """
    older = Text.objects.filter(
        entry__analyzer__lt=lemma.analyzer(), kind__in=registry.names(), pk__gt=after
    )
    last = 0
    found: dict[str, list[UUID]] = {}
    for number, name, uid in older.order_by("pk").values_list("pk", "kind", "uid")[:most]:
        found.setdefault(name, []).append(uid)
        last = number
    for name, uids in found.items():
        _renew_patiently(registry.get(name), uids)
    return last


def _renew_patiently(kind: Kind, uids: Collection[UUID]) -> None:
    """One thing that cannot be read keeps none of the others."""
    try:
        renew_many(kind, uids)
    except Exception as error:  # noqa: BLE001 - whatever an app raises
        if len(uids) == 1:
            logger.warning("not renewed: %s %s (%s)", kind.name, *uids, type(error).__name__)
            return
        for uid in uids:
            _renew_patiently(kind, [uid])
