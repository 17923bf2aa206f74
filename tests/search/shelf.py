"""A small source of things to find, with an access rule of its own, for the tests of search."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from search import registry
from search.query import Query
from search.registry import Document, Kind, Row
from search.service import Ask, Results, search

SPACE = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")


@dataclass(frozen=True)
class Reader:
    """A viewer as search knows one."""

    acl_ids: frozenset[int]
    partitions: frozenset[int]


OUTSIDER = Reader(frozenset({1}), frozenset({0}))
MEMBER = Reader(frozenset({1, 2}), frozenset({0, 1}))
INSIDER = Reader(frozenset({1, 2, 7}), frozenset({0, 1, 2}))
NAMED = Reader(frozenset({1, 2, 7, 9}), frozenset({0, 1, 2, 3}))
NOBODY = Reader(frozenset(), frozenset())
# By place: the acl and its partition. Nobody above holds that of another group.
PLACES = {"public": (1, 0), "network": (2, 1), "group": (7, 2), "other": (8, 2), "red": (9, 3)}


@dataclass
class Thing:
    """`place` is a key of PLACES; `readable` is the source's own last word."""

    uid: UUID
    title: str
    body: str
    place: str
    day: date | None = None
    ids: tuple[str, ...] = ()
    visible_from: datetime | None = None
    expires: datetime | None = None
    readable: bool = True
    label: str = ""
    lang: str = ""
    ages: bool = True
    topic: UUID | None = None
    marks: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass
class Shelf:
    """The things of one kind."""

    name: str
    things: dict[UUID, Thing] = field(default_factory=dict)
    reread_calls: int = 0

    def kind(self) -> Kind:
        return Kind(self.name, self.name.title(), self.build, self.reread, self.all_uids)

    def build(self, uid: UUID) -> Document | None:
        thing = self.things.get(uid)
        if thing is None:
            return None
        acl, partition = PLACES[thing.place]
        return Document(
            title=thing.title,
            body=thing.body,
            acl=acl,
            partition=partition,
            date=thing.day,
            ids=thing.ids,
            visible_from=thing.visible_from,
            expires=thing.expires,
            label=thing.label,
            lang=thing.lang,
            ages=thing.ages,
            topic=thing.topic,
            marks=thing.marks,
        )

    def reread(self, viewer: Reader, uids: Collection[UUID]) -> Mapping[UUID, Row]:
        self.reread_calls += 1
        found = (self.things[uid] for uid in uids if uid in self.things)
        return {
            each.uid: Row(
                each.title, f"/{self.name}/{each.uid}/", each.label or each.place, each.day, "Shelf"
            )
            for each in found
            if each.readable and PLACES[each.place][0] in viewer.acl_ids
        }

    def all_uids(self) -> Iterable[UUID]:
        return list(self.things)

    def put(
        self, name: str, title: str, body: str = "", place: str = "public", **more: Any
    ) -> Thing:
        """Plants a thing and indexes it; the same name gives the same uid in every world."""
        uid = uuid5(SPACE, f"{self.name}/{name}")
        self.things[uid] = Thing(uid, title, body, place, **more)
        registry.touch(self.name, uid)
        return self.things[uid]

    def clear(self) -> None:
        for uid in list(self.things):
            del self.things[uid]
            registry.touch(self.name, uid)


def found(viewer: Reader, text: str, **more: Any) -> Results:
    """The answer to `text`; `more` is what the page's own controls say."""
    return search(viewer, Ask(text, **more))


def titles(viewer: Reader, text: str, **more: Any) -> list[str]:
    """The titles of one page of it."""
    return [hit.row.title for hit in found(viewer, text, **more).hits]


def told(results: Results) -> str:
    """Everything a page could print of an answer, apart from the echoed query."""
    return repr(replace(results, query=Query()))
