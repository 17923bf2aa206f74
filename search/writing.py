"""The only writer of entries and of the engine's rows; both change in one transaction."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from search.analysis import ANALYZER_VERSION
from search.analysis.identifiers import id_terms
from search.analysis.script import script_of
from search.analysis.tokens import terms
from search.backends import engine
from search.backends.protocol import Terms
from search.models import Entry, Text


@dataclass(frozen=True, slots=True)
class Document:
    """What an app hands in about a thing. No address: that comes from re-reading.

    `date` makes newer ones come first; leave it out where age does not matter. `ids` are
    identifiers beyond those in the text. `topic` groups what belongs together.
    """

    title: str
    body: str
    acl: int
    partition: int
    lang: str = ""
    script: str = ""
    date: date | datetime | None = None
    ids: tuple[str, ...] = ()
    topic: UUID | None = None
    visible_from: datetime | None = None
    expires: datetime | None = None


def normalised(title: str, body: str, ids: str) -> Terms:
    """The terms of an entry's text, as every engine gets them."""
    exact = dict.fromkeys(id_terms(f"{title}\n{body}\n{ids}"))
    return Terms(" ".join(terms(title)), " ".join(terms(f"{body}\n{ids}")), " ".join(exact))


def columns(uid: UUID, document: Document) -> dict[str, object]:
    """The values of the narrow row that stands for `document`."""
    return {
        "acl": document.acl,
        "partition": document.partition,
        "lang": document.lang,
        "script": document.script or script_of(f"{document.title} {document.body}"),
        "day": document.date.toordinal() if document.date else None,
        "topic": document.topic or uid,
        "visible_from": document.visible_from,
        "expires": document.expires,
        "analyzer": ANALYZER_VERSION,
    }


def texts(document: Document) -> dict[str, str]:
    """The values of the wide row that stands for `document`."""
    return {
        "title": document.title.replace("\0", ""),
        "body": document.body.replace("\0", ""),
        "ids": "\n".join(document.ids),
    }


def put(kind: str, uid: UUID, document: Document) -> None:
    """Enters or renews a thing; if it moves to another partition, its terms move at once."""
    with transaction.atomic():
        old = _take_out(kind, uid)
        wide = texts(document)
        entry = Entry(pk=old, kind=kind, uid=uid, **columns(uid, document))
        entry.save(force_update=old is not None, force_insert=old is None)
        Text(entry=entry, **wide).save()
        backend = engine()
        if backend:
            backend.add(entry.pk, entry.partition, normalised(**wide))


def drop(kind: str, uid: UUID) -> None:
    """Takes a thing out, if it is in."""
    with transaction.atomic():
        _take_out(kind, uid)
        Entry.objects.filter(kind=kind, uid=uid).delete()


def _take_out(kind: str, uid: UUID) -> int | None:
    """Removes the engine's row from the partition where it lies until now; gives its id."""
    backend = engine()
    found = Entry.objects.filter(kind=kind, uid=uid).values_list("id", "partition")
    for entry_id, partition in found:
        if backend:
            backend.remove(entry_id, partition)
        return entry_id
    return None
