"""Compares what is in the index with what the apps say should be."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS

from search import registry, writing
from search.backends import store
from search.index import live
from search.models import Text
from search.registry import Document, Kind

BATCH = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one entry. Names it by kind and uid, never by its title."""

    what: str
    kind: str
    uid: UUID | None = None

    def __str__(self) -> str:
        return f"{self.what}: {self.kind} {self.uid or ''}".rstrip()


def check() -> Iterator[Fault]:
    """Every fault of the index, one after the other, without changing anything."""
    known = registry.names()
    for kind, uid in Text.objects.exclude(kind__in=known).values_list("kind", "uid").iterator():
        yield Fault("unknown kind", kind, uid)
    for name in known:
        yield from check_kind(registry.get(name))
    strays = store(live()).strays()
    if strays:
        yield Fault(f"{strays} engine rows without an entry", "engine")


def check_kind(kind: Kind) -> Iterator[Fault]:
    """The faults of one kind: missing, left over, stale, in the wrong place."""
    source = dict.fromkeys(kind.all_uids())
    for uids in chunks(source):
        yield from _compare(kind, uids)
    entered = Text.objects.filter(kind=kind.name).values_list("uid", flat=True)
    for uid in entered.iterator():
        if uid not in source:
            yield Fault("left over", kind.name, uid)


def chunks(uids: Iterable[UUID]) -> Iterator[list[UUID]]:
    """`uids` in lists of at most `BATCH`."""
    batch: list[UUID] = []
    for uid in uids:
        batch.append(uid)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _compare(kind: Kind, uids: list[UUID]) -> Iterator[Fault]:
    found = Text.objects.filter(kind=kind.name, uid__in=uids)
    texts = {text.uid: text for text in found.select_related("entry")}
    for uid in uids:
        document = kind.builder(uid)
        text = texts.get(uid)
        if document and text:
            what = _difference(text, document)
        elif document:
            what = "missing"
        else:
            what = "not to be found" if text else ""
        if what:
            yield Fault(what, kind.name, uid)


def _difference(text: Text, document: Document) -> str:
    entry = text.entry
    if entry.partition != document.partition:
        return "wrong partition"
    if entry.acl != document.acl:
        return "wrong acl"
    expected = writing.integers(text.uid, text.kind, document, DEFAULT_DB_ALIAS)
    if any(getattr(entry, name) != value for name, value in expected.items()):
        return "stale"
    wide = writing.words(text.uid, document)
    if any(getattr(text, name) != value for name, value in wide.items()):
        return "stale"
    terms = {entry.pk: writing.normalised(text)}
    return "engine out of step" if store(live()).differing(entry.partition, terms) else ""
