"""Indexes everything anew while people read and write, a short transaction at a time."""

from collections.abc import Iterable, Iterator
from typing import Protocol
from uuid import UUID

from search import registry, writing
from search.backends import store
from search.checking import chunks
from search.index import live
from search.models import Text
from search.registry import Kind
from search.renewing import renew_many


class Report(Protocol):
    """Told after every batch how many of a kind's things are done, and out of how many."""

    def __call__(self, kind: str, done: int, of: int) -> None: ...


def rebuild(names: Iterable[str], report: Report) -> Iterator[tuple[str, int]]:
    """Renews all entries of these kinds; yields each kind when it is done, with their number."""
    store(live()).drop_strays()
    for name in names:
        rebuild_kind(registry.get(name), report)
        yield name, Text.objects.filter(kind=name).count()


def rebuild_kind(kind: Kind, report: Report) -> None:
    """Renews the entries of one kind and takes out those without a source."""
    source = list(kind.all_uids())
    done = 0
    for uids in chunks(source):
        renew_many(kind, uids)
        done += len(uids)
        report(kind.name, done, len(source))
    entered = Text.objects.filter(kind=kind.name).values_list("uid", flat=True)
    # A source may have come since; its builder knows better than the list.
    for uids in chunks(sorted(set(entered) - set(source))):
        renew_many(kind, uids)


def drop_unknown() -> int:
    """Takes out the entries of kinds that no app registers any more; gives their number."""
    unknown = Text.objects.exclude(kind__in=registry.names()).order_by("kind", "pk")
    found: dict[str, list[UUID]] = {}
    for name, uid in unknown.values_list("kind", "uid"):
        found.setdefault(name, []).append(uid)
    for name, every in found.items():
        for uids in chunks(every):
            writing.drop_many(name, uids)
    return sum(map(len, found.values()))
