"""Entries planted in one engine, and the questions put to it without a service between."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid5

from search.analysis.terms import expansions, mark_term
from search.backends.protocol import Counts, Engine, Match, Order, Scope
from search.index import Index
from search.models import Text
from search.query import Alternative, Query, Term, Where
from search.writing import Document, drop, put

SPACE = UUID("a3bb189e-8bf9-3888-9912-ace4e6543002")
TODAY = date(2026, 11, 24)
NOW = int(datetime(2026, 11, 24, tzinfo=UTC).timestamp())


def word(text: str, where: Where = "text", weight: float = 1.0) -> Term:
    """One word as the parser makes it: its terms in all families."""
    return Term(text, tuple(Alternative((each,), weight) for each in expansions(text)), where=where)


def phrase(text: str, where: Where = "text") -> Term:
    """Words side by side; for words whose terms are the same in all families."""
    return Term(
        text, (Alternative(tuple(expansions(each)[0] for each in text.split())),), where=where
    )


def mark(name: str, text: str) -> Term:
    """What `tag:` and the like look for."""
    tokens = tuple(mark_term(name, each) for each in text.split())
    return Term(text, (Alternative(tokens),), where="marks")


def words(text: str, **more: Any) -> Query:
    """All of these words."""
    return Query(tuple(map(word, text.split())), **more)


def reach(*acl_ids: int, partitions: Iterable[int] = (0,), **more: Any) -> Scope:
    return Scope(frozenset(acl_ids), frozenset(partitions), **{"now": NOW, **more})


PUBLIC = reach(1)
BEST = Order(TODAY.toordinal())
NEWEST = Order(TODAY.toordinal(), "newest")
OLDEST = Order(TODAY.toordinal(), "oldest")


@dataclass
class Planted:
    """An index with one engine of it; `settle` waits until all that was written is found."""

    index: Index
    engine: Callable[[], Engine]
    settle: Callable[[], object] = lambda: None
    names: dict[int, str] = field(default_factory=dict)

    def put(
        self,
        name: str,
        title: str,
        body: str = "",
        *,
        kind: str = "note",
        acl: int = 1,
        partition: int = 0,
        **more: Any,
    ) -> int:
        """Plants or replaces the entry of that name; gives its number."""
        uid = uuid5(SPACE, name)
        more.setdefault("lang", "sr")
        put(kind, uid, Document(title, body, acl, partition, **more), self.index)
        number = Text.objects.using(self.index.using).get(kind=kind, uid=uid).pk
        self.names[number] = name
        return number

    def drop(self, name: str, kind: str = "note") -> None:
        drop(kind, uuid5(SPACE, name), self.index)

    def count(self, query: Query, scope: Scope = PUBLIC) -> Counts:
        self.settle()
        return self.engine().count(query, scope)

    def total(self, query: Query, scope: Scope = PUBLIC) -> int:
        return sum(self.count(query, scope).bins.values())

    def matches(
        self,
        query: Query,
        scope: Scope = PUBLIC,
        order: Order = BEST,
        *,
        offset: int = 0,
        limit: int = 50,
    ) -> list[Match]:
        self.settle()
        return self.engine().find(query, scope, order, offset=offset, limit=limit)

    def find(self, query: Query, *args: Any, **more: Any) -> list[str]:
        """The names of what is found, in order."""
        return self.named(self.matches(query, *args, **more))

    def partial(
        self, query: Query, scope: Scope = PUBLIC, order: Order = BEST, limit: int = 50
    ) -> list[str]:
        self.settle()
        return self.named(self.engine().find_partial(query, scope, order, limit=limit))

    def suggest(self, *typed: str, scope: Scope = PUBLIC, limit: int = 8) -> list[str]:
        self.settle()
        return self.named(self.engine().suggest(typed, scope, limit=limit))

    def named(self, matches: Iterable[Match]) -> list[str]:
        return [self.names[match.entry_id] for match in matches]
