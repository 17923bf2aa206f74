"""What every engine promises, whatever it runs on."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from search.query import Query


@dataclass(frozen=True, slots=True)
class Terms:
    """The normalised text of an entry: terms with a space between, as every engine gets them."""

    title: str
    body: str
    ids: str


@dataclass(frozen=True, slots=True)
class Scope:
    """What may be found at all: readable acl ids, partitions to ask, kinds, the present time."""

    acl_ids: frozenset[int]
    partitions: frozenset[int]
    kinds: frozenset[str]
    now: datetime


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found; a smaller `score` is better."""

    entry_id: int
    kind: str
    uid: UUID
    score: float


class Engine(Protocol):
    """Writes run in the caller's transaction. Reads never leave the scope."""

    def add(self, entry_id: int, partition: int, terms: Terms) -> None: ...

    def remove(self, entry_id: int, partition: int) -> None: ...

    def stored(self, partition: int, entry_ids: Collection[int]) -> Mapping[int, Terms]:
        """What the engine holds of these entries in this partition."""
        ...

    def strays(self) -> int:
        """How many rows of the engine belong to no entry of their partition."""
        ...

    def drop_strays(self) -> None: ...

    def count(self, query: Query, scope: Scope) -> dict[str, int]:
        """Exact numbers of matches by kind."""
        ...

    def find(self, query: Query, scope: Scope, *, offset: int, limit: int) -> list[Match]:
        """Entries in which all is found, best first, equal scores by uid."""
        ...

    def find_partial(self, query: Query, scope: Scope, *, limit: int) -> list[Match]:
        """Entries in which something is found but not all."""
        ...
