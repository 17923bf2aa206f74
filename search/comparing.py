"""Compares what Elasticsearch holds with the entries in the database.

First by sums over classes of (bin, acl), then, where these differ, entry by entry. What is
still to be told (`search_change`) is no fault.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Sum
from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch

from search.backends.elastic import client, contents, indices
from search.backends.elastic.contents import Sums
from search.backends.elastic.names import Name
from search.index import Index
from search.models import PARTITIONS, Change, Entry


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry that is "missing", "stale" or "left over" in a partition's index.

    Or "no index" (entry 0): readers of that partition have nothing to ask.
    """

    what: str
    entry_id: int
    partition: int


class Unreachable(Exception):
    """There is nothing to compare with: Elasticsearch gives no sound answer."""


def differences(index: Index) -> Iterator[Difference]:
    """What readers of the live indices would see wrong."""
    try:
        yield from _differences(client.working(), index)
    except (ApiError, TransportError) as error:
        raise Unreachable(client.said(error)) from None


def _differences(connection: Elasticsearch, index: Index) -> Iterator[Difference]:
    names = {name.partition: name for name in indices.live(connection, index)}
    indices.refresh(connection, names.values())
    for partition in PARTITIONS:
        if partition in names:
            yield from in_partition(connection, index, partition, names[partition])
        else:
            yield Difference("no index", 0, partition)


def in_partition(
    connection: Elasticsearch, index: Index, partition: int, name: Name
) -> Iterator[Difference]:
    """The differences between an index and its partition."""
    there = contents.sums(connection, name)
    here = _sums(index, partition)
    for each in sorted(here.keys() | there.keys()):
        if here.get(each) == there.get(each):
            continue
        held = dict(contents.versions(connection, name, each))
        yield from _in_class(index, partition, each, held)


def _sums(index: Index, partition: int) -> dict[tuple[int, int], Sums]:
    rows = Entry.objects.using(index.using).filter(partition=partition).order_by()
    summed = rows.values_list("bin", "acl").annotate(Count("pk"), Sum("pk"), Sum("version"))
    return {(row[0], row[1]): Sums(*map(int, row[2:])) for row in summed}


def _in_class(
    index: Index, partition: int, of: tuple[int, int], held: dict[int, int]
) -> Iterator[Difference]:
    rows = Entry.objects.using(index.using).filter(partition=partition, bin=of[0], acl=of[1])
    entered = dict(rows.values_list("pk", "version"))
    # Read last: what changed since the rows were read stands here.
    changes = Change.objects.using(index.using).filter(partition=partition)
    untold = set(changes.values_list("entry", flat=True))
    for number in sorted(entered.keys() | held.keys()):
        if entered.get(number) != held.get(number) and number not in untold:
            yield Difference(_what(number, entered, held), number, partition)


def _what(number: int, entered: dict[int, int], held: dict[int, int]) -> str:
    if number not in held:
        return "missing"
    return "stale" if number in entered else "left over"
