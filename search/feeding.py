"""Tells Elasticsearch what changed: the only writer there, apart from the building of an index.

Rows of `search_change` are taken out when every index has acknowledged them, and for those
that deny, when every copy shows it. A run that dies leaves its rows to the next one, and doing
one twice does no harm: versions tell which is newer.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch

from search.backends.elastic import bulk, client, indices
from search.backends.elastic.bulk import Outcome
from search.backends.elastic.documents import putting, removing
from search.backends.elastic.names import Name
from search.changes import UNSEEN
from search.index import Index
from search.models import Change, Entry, Text

logger = logging.getLogger(__name__)

# A body may have a million letters: so many of them are held at once.
BATCH = 200


class NotFed(Exception):
    """Elasticsearch is down or busy; what is left is told later."""


@dataclass(frozen=True, slots=True)
class Fed:
    """How many changes are settled, and how many were refused for what they are."""

    settled: int = 0
    refused: int = 0

    def __add__(self, other: "Fed") -> "Fed":
        return Fed(self.settled + other.settled, self.refused + other.refused)


def feed(index: Index) -> Fed:
    """Tells all that has to be told; NotFed if that did not work. Refused changes stay."""
    told, after = Fed(), 0
    connection = client.working()
    try:
        while rows := _next(index, after):
            told += _tell(connection, index, rows)
            after = rows[-1].pk
    except (ApiError, TransportError) as error:
        # Their text may hold what was to be told.
        raise NotFed(client.said(error)) from None
    return told


def keep(index: Index, refused: Outcome) -> None:
    """Notes an entry that a new index refused as one that is still to be told."""
    logger.warning("entry %s refused with status %s", refused.entry_id, refused.status)
    entry = Entry.objects.using(index.using).filter(pk=refused.entry_id).first()
    if entry:
        Change.objects.using(index.using).get_or_create(
            entry=entry.pk, partition=entry.partition, defaults={"version": entry.version}
        )


def waiting(index: Index) -> int:
    """How many changes Elasticsearch has not been told of."""
    return Change.objects.using(index.using).exclude(entry=UNSEEN).count()


def _next(index: Index, after: int) -> Sequence[Change]:
    rows = Change.objects.using(index.using).filter(pk__gt=after).exclude(entry=UNSEEN)
    return list(rows.order_by("pk")[:BATCH])


def _tell(connection: Elasticsearch, index: Index, rows: Sequence[Change]) -> Fed:
    """One batch, to the indices that are there both before and after it is read and sent."""
    while True:
        names = indices.fed(connection, index)
        refused = _send(connection, index, rows, names)
        # An index whose building began meanwhile may have looked at an entry too early.
        if indices.fed(connection, index) == names:
            break
    fine = [row for row in rows if row.pk not in refused]
    if any(row.deny for row in fine) and not indices.refresh(connection, names):
        raise NotFed("refresh")
    for row in fine:
        # What changed again since it was read stays for the next round.
        same = {"pk": row.pk, "version": row.version, "gone": row.gone, "deny": row.deny}
        Change.objects.using(index.using).filter(**same).delete()
    return Fed(len(fine), len(refused))


def _send(
    connection: Elasticsearch, index: Index, rows: Sequence[Change], names: Sequence[Name]
) -> set[int]:
    """Sends what the rows stand for; the numbers of those refused for what they are."""
    by_target = {
        (row.entry, name.feed): row for row in rows for name in names if _is_for(row, name)
    }
    try:
        outcomes = list(bulk.send(connection, _actions(index, rows, names)))
    except ApiError as error:
        if error.status_code not in {400, 413} or len(rows) == 1:
            if error.status_code in {400, 413}:
                return {row.pk for row in rows}
            raise
        # One of them spoils the whole: each by itself.
        return {pk for row in rows for pk in _send(connection, index, [row], names)}
    if any(outcome.busy for outcome in outcomes):
        raise NotFed("busy")
    refused = [each for each in outcomes if not each.settled]
    for each in refused:
        logger.warning("entry %s refused with status %s", each.entry_id, each.status)
    return {by_target[each.entry_id, each.alias].pk for each in refused}


def _actions(
    index: Index, rows: Sequence[Change], names: Sequence[Name]
) -> Iterator[dict[str, Any]]:
    texts = Text.objects.using(index.using).select_related("entry")
    found = texts.in_bulk([row.entry for row in rows if not row.gone])
    for row in rows:
        text = found.get(row.entry)
        here = text is not None and text.entry.partition == row.partition
        for name in names:
            if not _is_for(row, name):
                continue
            if here and text and not row.gone:
                yield putting(text.entry, text, name.feed)
            else:
                yield removing(row.entry, row.version, name.feed)


def _is_for(row: Change, name: Name) -> bool:
    return row.partition == name.partition
