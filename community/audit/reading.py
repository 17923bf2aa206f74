"""The log as its auditors read it: rows with the names of persons and organisations.

The log itself holds ids alone. Names are looked up at reading, in two queries a page; of
topics, groups and advisories there are none: an auditor holds no token for being one.
"""

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from community.models import Organisation, Person

from .asking import Asked
from .models import Entry
from .verbs import category_of, sentence_of

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One row as the page shows it."""

    seq: int
    at: datetime
    who: str
    who_id: str
    on_behalf_of: str
    said: str
    verb: str
    category: str
    kind: str
    uid: str
    thing_name: str
    facts: list[tuple[str, str]]
    origin: str


@dataclass(frozen=True, slots=True)
class Page:
    """Lines newest first, and the rows beside which the neighbouring pages lie (0: none)."""

    lines: list[Line]
    newer: int
    older: int


def page_of(asked: Asked) -> Page:
    """One page of the log, by cursor: what is written meanwhile moves nothing."""
    rows = asked.rows
    if asked.after:
        near = list(rows.filter(seq__gt=asked.after).order_by("seq")[: PER_PAGE + 1])
        found, more_newer = list(reversed(near[:PER_PAGE])), len(near) > PER_PAGE
        older = bool(found) and rows.filter(seq__lt=found[-1].seq).exists()
    else:
        near = list((rows.filter(seq__lt=asked.before) if asked.before else rows)[: PER_PAGE + 1])
        found, older = near[:PER_PAGE], len(near) > PER_PAGE
        more_newer = bool(found and asked.before) and rows.filter(seq__gt=found[0].seq).exists()
    return Page(
        lines=_lines(found),
        newer=found[0].seq if more_newer else 0,
        older=found[-1].seq if older else 0,
    )


def _lines(entries: Sequence[Entry]) -> list[Line]:
    people, places = _names(entries)
    return [_line(entry, people, places) for entry in entries]


def _line(entry: Entry, people: dict[str, str], places: dict[str, str]) -> Line:
    facts = json.loads(entry.details)
    origin = str(facts.pop("from", ""))
    names = people if entry.kind == "person" else places
    return Line(
        seq=entry.seq,
        at=entry.at,
        who=_who(entry, people),
        who_id=entry.actor_id if entry.actor_kind in ("person", "machine") else "",
        on_behalf_of=places.get(entry.on_behalf_of, entry.on_behalf_of),
        said=sentence_of(entry.verb),
        verb=entry.verb,
        category=category_of(entry.verb),
        kind=entry.kind,
        uid=entry.uid,
        thing_name=names.get(entry.uid, ""),
        facts=[(name, _plain(value, people | places)) for name, value in facts.items()],
        origin=origin,
    )


def _who(entry: Entry, people: dict[str, str]) -> str:
    match entry.actor_kind:
        case "person":
            return people.get(entry.actor_id, _("a person who is no longer known"))
        case "machine":
            return _("a machine")
        case "anonymous":
            return _("a visitor")
    if entry.actor_id == "sealed":
        return _("a sealed author")
    return _("the portal (%(job)s)") % {"job": entry.actor_id}


def _plain(value: Any, names: dict[str, str]) -> str:
    """A fact as text; the uid of a person or an organisation as its name."""
    if isinstance(value, str):
        return names.get(value, value)
    return json.dumps(value, ensure_ascii=False)


def _names(entries: Sequence[Entry]) -> tuple[dict[str, str], dict[str, str]]:
    uids = set(_uids(entries))
    people = Person.objects.filter(uid__in=uids).values_list("uid", "name", "state")
    places = Organisation.objects.filter(uid__in=uids).values_list("uid", "name")
    return (
        {
            str(uid): _("an erased person") if state == Person.State.ERASED else name
            for uid, name, state in people
        },
        {str(uid): name for uid, name in places},
    )


def _uids(entries: Iterable[Entry]) -> Iterable[uuid.UUID]:
    for entry in entries:
        facts = [value for value in json.loads(entry.details).values() if isinstance(value, str)]
        for word in (entry.actor_id, entry.on_behalf_of, entry.uid, *facts):
            if len(word) == 36 and word.count("-") == 4:
                try:
                    yield uuid.UUID(word)
                except ValueError:
                    continue
