"""The only writer of entries and of the database engine's rows; both change in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import blake2b
from uuid import UUID

from django.db import transaction

from search import changes, vocabulary
from search.analysis import ANALYZER_VERSION
from search.analysis.families import family_of
from search.analysis.identifiers import id_terms
from search.analysis.script import script_of
from search.analysis.terms import capped, mark_term, terms, typed, whole_title_term
from search.analysis.tokens import tokenise
from search.backends import store
from search.backends.protocol import Terms
from search.bins import Values, number_of
from search.index import Index, live
from search.models import FOREVER, Entry, Text


@dataclass(frozen=True, slots=True)
class Document:
    """What an app hands in about a thing. No address: that comes from re-reading.

    `date` is what one sorts and narrows by; where `ages`, newer ones rank higher too. `label`
    is how it may be shared, as one word. `marks` are names by which one narrows: "author",
    "tag", "group", "org". `ids` are identifiers beyond those in the text. `topic` groups
    what belongs together.
    """

    title: str
    body: str
    acl: int
    partition: int
    lang: str = ""
    script: str = ""
    date: date | datetime | None = None
    ages: bool = True
    label: str = ""
    marks: Mapping[str, Sequence[str]] = field(default_factory=dict)
    ids: tuple[str, ...] = ()
    topic: UUID | None = None
    visible_from: datetime | None = None
    expires: datetime | None = None


def normalised(text: Text) -> Terms:
    """The terms of an entry's words, as every engine gets them."""
    family = family_of(text.lang, text.script, f"{text.title} {text.body[:2000]}")
    exact = dict.fromkeys(id_terms(f"{text.title}\n{text.body}\n{text.ids}"))
    whole = whole_title_term(text.title)
    return Terms(
        title=" ".join(capped(terms(text.title, family))),
        body=" ".join(capped(terms(f"{text.body}\n{text.ids}", family))),
        ids=" ".join([*exact, whole] if whole else exact),
        marks=" ".join(_mark_terms(text.marks)),
        typed=" ".join(typed(text.title)),
    )


def _mark_terms(marks: str) -> list[str]:
    found: dict[str, None] = {}
    for line in marks.splitlines():
        name, _tab, words = line.partition("\t")
        found |= dict.fromkeys(mark_term(name, token.word) for token in tokenise(words))
    return list(found)


def number_of_topic(uid: UUID) -> int:
    """A number of 62 bits for what belongs together."""
    return int.from_bytes(blake2b(uid.bytes, digest_size=8).digest()) >> 2


def integers(uid: UUID, kind: str, document: Document, using: str) -> dict[str, int]:
    """The values of the narrow row that stands for `document`."""
    day = document.date.toordinal() if document.date else 0
    year = document.date.year if document.date else 0
    lang = document.lang.replace("_", "-").partition("-")[0].lower()
    return {
        "acl": document.acl,
        "partition": document.partition,
        "bin": number_of(Values(kind, lang, document.label, year), using),
        "day": day,
        "fresh": day if document.ages else 0,
        "topic": number_of_topic(document.topic or uid),
        "shown_from": _seconds(document.visible_from, 0),
        "shown_until": _seconds(document.expires, FOREVER),
        "analyzer": ANALYZER_VERSION,
    }


def _seconds(moment: datetime | None, without: int) -> int:
    return int(moment.timestamp()) if moment else without


def words(uid: UUID, document: Document) -> dict[str, object]:
    """The values of the wide row that stands for `document`."""
    return {
        "lang": document.lang,
        "script": document.script or script_of(f"{document.title} {document.body}"),
        "topic": document.topic or uid,
        "title": document.title.replace("\0", ""),
        "body": document.body.replace("\0", ""),
        "ids": "\n".join(document.ids),
        "marks": "\n".join(
            f"{name}\t{' '.join(value.split())}"
            for name, values in sorted(document.marks.items())
            for value in values
        ),
    }


def put(kind: str, uid: UUID, document: Document, index: Index | None = None) -> None:
    """Enters or renews a thing; if it moves to another partition, its terms move at once."""
    index = index or live()
    with transaction.atomic(using=index.using):
        old = _old(kind, uid, index)
        if old:
            store(index).remove(old.pk, old.partition)
        values = integers(uid, kind, document, index.using)
        version = old.version + 1 if old else 1
        entry = Entry(pk=old.pk if old else None, version=version, **values)
        entry.save(using=index.using, force_update=bool(old), force_insert=not old)
        text = Text(entry=entry, kind=kind, uid=uid, **words(uid, document))
        text.save(using=index.using, force_update=bool(old), force_insert=not old)
        store(index).add(entry.pk, entry.partition, normalised(text))
        vocabulary.note(entry, text, index.using)
        changes.note(old, entry, index)


def drop(kind: str, uid: UUID, index: Index | None = None) -> None:
    """Takes a thing out, if it is in."""
    index = index or live()
    with transaction.atomic(using=index.using):
        old = _old(kind, uid, index)
        if old is None:
            return
        store(index).remove(old.pk, old.partition)
        changes.note(old, None, index)
        Entry.objects.using(index.using).filter(pk=old.pk).delete()


def _old(kind: str, uid: UUID, index: Index) -> Entry | None:
    """The entry until now, locked where the database locks rows."""
    rows = Entry.objects.using(index.using).select_for_update(of=("self",))
    return rows.filter(text__kind=kind, text__uid=uid).first()
