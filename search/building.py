"""Builds Elasticsearch's indices anew beside those that are read, then changes over.

Readers never see an empty index: they ask the old ones until the new ones hold the same as the
database. From the moment that the new ones are made, every change is told to both. A build
that was killed leaves the old ones as they are; what it left is dropped by the next.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

from django.db.models import Max, QuerySet
from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch

from search.backends.elastic import bulk, client, indices
from search.backends.elastic.documents import putting
from search.backends.elastic.names import Name
from search.changes import UNSEEN
from search.comparing import Unreachable, differences, in_partition
from search.feeding import NotFed, feed, keep
from search.index import Index
from search.models import Change, Text

BATCH = 500
# What is written while one compares looks like a difference until it is told.
COMPARED_AT_MOST = 5

Report = Callable[[int], None]


class NotBuilt(Exception):
    """The new indices could not be made or did not come to hold what they should."""


def build(index: Index, report: Report = lambda number: None) -> int:
    """Builds and changes over; `report(entries so far)` now and then. Gives their number."""
    connection = client.working()
    try:
        indices.drop_unread(connection, index)
        unseen = list(_unseen(index))
        names = indices.make(connection, index)
        number = _fill(connection, index, names, report)
        indices.finish(connection, names)
        _compare(connection, index, names)
        indices.change_over(connection, index, names)
        Change.objects.using(index.using).filter(pk__in=unseen).delete()
    except NotFed as error:
        raise NotBuilt(f"not told: {error}") from None
    except (ApiError, TransportError) as error:
        raise NotBuilt(client.said(error)) from None
    return number


def is_missing(index: Index) -> bool:
    """Whether there is nothing yet that readers could ask; NotBuilt if that cannot be told."""
    try:
        return not indices.is_built(client.working(), index)
    except (ApiError, TransportError) as error:
        raise NotBuilt(client.said(error)) from None


def was_left_out(index: Index) -> bool:
    """Whether something changed while the portal ran without Elasticsearch."""
    return bool(_unseen(index))


def _unseen(index: Index) -> QuerySet[Change, int]:
    rows = Change.objects.using(index.using).filter(entry=UNSEEN)
    return rows.values_list("pk", flat=True)


def is_out_of_step(index: Index) -> bool:
    """Whether the live indices differ from the database in what is not waiting to be told."""
    try:
        return next(differences(index), None) is not None
    except Unreachable as error:
        raise NotBuilt(str(error)) from None


def drop_old(index: Index) -> int:
    """Takes away what has not been read for a day; gives the number of indices."""
    try:
        return indices.drop_unread(client.working(), index, old=True)
    except (ApiError, TransportError) as error:
        raise NotBuilt(client.said(error)) from None


def _fill(connection: Elasticsearch, index: Index, names: Iterable[Name], report: Report) -> int:
    feeds = {name.partition: name.feed for name in names}
    number = 0
    for outcome in bulk.send(connection, _all(index, feeds)):
        if outcome.busy:
            raise NotBuilt("busy")
        if not outcome.settled:
            # It stops none of the others; it stands among what is to be told, and is tried again.
            keep(index, outcome)
        number += outcome.settled
        if number % BATCH == 0:
            report(number)
    return number


def _all(index: Index, feeds: dict[int, str]) -> Iterator[dict[str, Any]]:
    """Every entry, in batches of its own each: no long look at one moment of the database.

    What comes after the first look is told as a change.
    """
    texts = Text.objects.using(index.using).select_related("entry").order_by("pk")
    last = texts.aggregate(Max("pk"))["pk__max"] or 0
    after = 0
    while batch := list(texts.filter(pk__gt=after, pk__lte=last)[:BATCH]):
        for text in batch:
            yield putting(text.entry, text, feeds[text.entry.partition])
        after = batch[-1].pk


def _compare(connection: Elasticsearch, index: Index, names: Iterable[Name]) -> None:
    """Raises NotBuilt unless the new indices hold what the database does."""
    for attempt in range(COMPARED_AT_MOST):
        time.sleep(attempt)
        feed(index)
        indices.refresh(connection, names)
        pairs = (in_partition(connection, index, name.partition, name) for name in names)
        wrong = list(chain.from_iterable(pairs))
        if not wrong:
            return
    raise NotBuilt(f"{len(wrong)} entries differ")
