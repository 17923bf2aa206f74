"""Compares what is in the index with what the apps say should be."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model

from search import bins, registry, writing
from search.backends import store
from search.backends.protocol import Terms
from search.bins import Values
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
    if live().remote:
        yield from _faults_of_elastic()


def _faults_of_elastic() -> Iterator[Fault]:
    """What Elasticsearch holds otherwise than the database; what waits to be told is no fault."""
    from search.comparing import Unreachable, differences

    try:
        for each in differences(live()):
            text = Text.objects.filter(pk=each.entry_id).only("kind", "uid").first()
            what = f"{each.what} in Elasticsearch"
            if text:
                yield Fault(what, text.kind, text.uid)
            else:
                number = each.entry_id
                yield Fault(what, f"entry {number}" if number else f"partition {each.partition}")
    except Unreachable as error:
        yield Fault("Elasticsearch does not answer", str(error))


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
    documents = {uid: document for uid in uids if (document := kind.builder(uid))}
    both = [(texts[uid], document) for uid, document in documents.items() if uid in texts]
    lost = _lost([text for text, document in both])
    known = bins.all_bins(DEFAULT_DB_ALIAS)
    faults = {text.uid: _difference(text, document, known) for text, document in both}
    for uid in uids:
        if uid not in documents:
            what = "not to be found" if uid in texts else ""
        elif uid not in texts:
            what = "missing"
        else:
            what = faults[uid] or ("engine out of step" if texts[uid].pk in lost else "")
        if what:
            yield Fault(what, kind.name, uid)


def _difference(text: Text, document: Document, known: Mapping[int, Values]) -> str:
    entry = text.entry
    if entry.partition != document.partition:
        return "wrong partition"
    if entry.acl != document.acl:
        return "wrong acl"
    stale = (
        known.get(entry.bin) != writing.values_of(text.kind, document)
        or _unlike(entry, writing.integers(text.uid, document))
        or _unlike(text, writing.words(text.uid, document))
    )
    return "stale" if stale else ""


def _unlike(row: Model, values: Mapping[str, object]) -> bool:
    return any(getattr(row, name) != value for name, value in values.items())


def _lost(texts: Iterable[Text]) -> set[int]:
    """The entries of which the engine does not hold just the terms that it should."""
    terms: dict[int, dict[int, Terms]] = {}
    for text in texts:
        terms.setdefault(text.entry.partition, {})[text.pk] = writing.normalised(text)
    engine = store(live())
    return {number for each, held in terms.items() for number in engine.differing(each, held)}
