"""The only writer of entries and of the database engine's rows; both change in one transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import blake2b
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, models, transaction

from search import changes, vocabulary
from search.analysis import lemma
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

Row = TypeVar("Row", bound=models.Model)


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


def values_of(kind: str, document: Document) -> Values:
    """By what `document` is narrowed and counted."""
    lang = document.lang.replace("_", "-").partition("-")[0].lower()
    return Values(kind, lang, document.label, document.date.year if document.date else 0)


def integers(uid: UUID, document: Document) -> dict[str, int]:
    """The values of the narrow row that stands for `document`, but for its bin."""
    day = document.date.toordinal() if document.date else 0
    return {
        "acl": document.acl,
        "partition": document.partition,
        "day": day,
        "fresh": day if document.ages else 0,
        "topic": number_of_topic(document.topic or uid),
        "shown_from": _seconds(document.visible_from, 0),
        "shown_until": _seconds(document.expires, FOREVER),
        "analyzer": lemma.analyzer(),
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
    put_many(kind, {uid: document}, index)


def put_many(kind: str, documents: Mapping[UUID, Document], index: Index | None = None) -> None:
    """As `put` for many things of one kind, in one transaction and few statements."""
    index = index or live()
    try:
        _put_many(kind, documents, index)
    except IntegrityError:
        # Somebody entered one of them meanwhile: it is there to be renewed now.
        _put_many(kind, documents, index)


def _put_many(kind: str, documents: Mapping[UUID, Document], index: Index) -> None:
    with transaction.atomic(using=index.using):
        old = lock(kind, documents, index)
        store(index).remove_many([(entry.pk, entry.partition) for entry in old.values()])
        entries = _entries(kind, documents, old, index.using)
        texts = [
            Text(entry=entry, kind=kind, uid=uid, **words(uid, documents[uid]))
            for uid, entry in entries.items()
        ]
        _save(Text, texts, index.using)
        store(index).add_many(
            [(text.entry.pk, text.entry.partition, normalised(text)) for text in texts]
        )
        vocabulary.note_many(texts, index.using)
        changes.note_many([(old.get(uid), entry) for uid, entry in entries.items()], index)


def _entries(
    kind: str, documents: Mapping[UUID, Document], old: Mapping[UUID, Entry], using: str
) -> dict[UUID, Entry]:
    """The narrow rows, written; those of before keep their numbers."""
    values = {uid: values_of(kind, document) for uid, document in documents.items()}
    numbers = {each: number_of(each, using) for each in sorted(set(values.values()))}
    entries = {
        uid: Entry(
            pk=old[uid].pk if uid in old else None,
            version=old[uid].version + 1 if uid in old else 1,
            bin=numbers[values[uid]],
            **integers(uid, document),
        )
        for uid, document in documents.items()
    }
    _save(Entry, list(entries.values()), using)
    return entries


def _save(model: type[Row], rows: Sequence[Row], using: str) -> None:
    """Rows that are there already are overwritten."""
    key = model._meta.pk
    fields = [field.name for field in model._meta.concrete_fields if field is not key]
    model._default_manager.using(using).bulk_create(
        rows, update_conflicts=True, unique_fields=[key.name], update_fields=fields
    )


def drop(kind: str, uid: UUID, index: Index | None = None) -> None:
    """Takes a thing out, if it is in."""
    drop_many(kind, [uid], index)


def drop_many(kind: str, uids: Collection[UUID], index: Index | None = None) -> None:
    """Takes out those of the things that are in."""
    index = index or live()
    with transaction.atomic(using=index.using):
        old = lock(kind, uids, index)
        if not old:
            return
        store(index).remove_many([(entry.pk, entry.partition) for entry in old.values()])
        changes.note_many([(entry, None) for entry in old.values()], index)
        numbers = [entry.pk for entry in old.values()]
        Entry.objects.using(index.using).filter(pk__in=numbers).delete()


def lock(kind: str, uids: Collection[UUID], index: Index) -> dict[UUID, Entry]:
    """The entries until now, by uid, locked where the database locks rows.

    Whoever reads a thing after this and then writes its entry cannot undo a newer write.
    """
    rows = Entry.objects.using(index.using).filter(text__kind=kind, text__uid__in=uids)
    # In one order always: two writers never wait for each other in a circle.
    locked = rows.select_for_update(of=("self",)).order_by("pk")
    return {
        entry.text.uid: entry
        for entry in locked.select_related("text").defer(
            "text__title", "text__body", "text__ids", "text__marks"
        )
    }
