"""What every engine promises, whatever it runs on."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from search.query import Query

Sort = Literal["best", "newest", "oldest"]

# More groups than this are not counted: nobody turns so many pages.
MOST_GROUPS = 500


@dataclass(frozen=True, slots=True)
class Terms:
    """The normalised text of an entry: terms with a space between, as every engine gets them.

    `ids` holds the terms of identifiers and that of the whole title, `marks` what filters
    look for, `typed` the title's words as one types them, for completion.
    """

    title: str
    body: str
    ids: str
    marks: str
    typed: str


@dataclass(frozen=True, slots=True)
class Scope:
    """What may be found at all: the rule (acl ids, partitions) and what one narrows to.

    `bins` None: any. `now` in seconds since 1970; `since` and `until` are days, both included.
    """

    acl_ids: frozenset[int]
    partitions: frozenset[int]
    now: int
    bins: frozenset[int] | None = None
    since: int = 0
    until: int = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Order:
    """`favoured` bins rank a little higher, `today` is the day from which age is counted."""

    today: int
    sort: Sort = "best"
    favoured: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """The best entry of a topic; a smaller `score` is better.

    `others` tells how many more entries of the topic match.
    """

    entry_id: int
    topic: int
    score: float
    others: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """Exact numbers of matching entries by bin, and of topics (exact up to `MOST_GROUPS`)."""

    bins: Mapping[int, int]
    groups: int


class EngineDown(Exception):
    """An engine outside the database gave no sound answer in time.

    `notice`: whether readers are told. Not where telling them would tell of others' entries.
    """

    notice = True


class Engine(Protocol):
    """Reads never leave the scope, and matches are one a topic: the topic's best entry.

    A query without terms but with filters, or with neither, finds all of the scope.
    """

    name: str

    def count(self, query: Query, scope: Scope) -> Counts: ...

    def find(
        self, query: Query, scope: Scope, order: Order, *, offset: int, limit: int
    ) -> list[Match]:
        """Entries in which all is found, in this order, equal ones by their number."""
        ...

    def find_partial(self, query: Query, scope: Scope, order: Order, *, limit: int) -> list[Match]:
        """Entries in which something is found but not all."""
        ...

    def suggest(self, words: Collection[str], scope: Scope, *, limit: int) -> list[Match]:
        """Entries whose title holds all `words` (bald), the last one as a beginning."""
        ...


class Store(Engine, Protocol):
    """An engine inside the database. Writes run in the caller's transaction."""

    def add(self, entry_id: int, partition: int, terms: Terms) -> None: ...

    def remove(self, entry_id: int, partition: int) -> None: ...

    def add_many(self, entries: Sequence[tuple[int, int, Terms]]) -> None:
        """As `add` for many at once: number, partition and terms of each."""
        ...

    def remove_many(self, entries: Sequence[tuple[int, int]]) -> None:
        """As `remove` for many at once: number and partition of each."""
        ...

    def differing(self, partition: int, expected: Mapping[int, Terms]) -> set[int]:
        """Those of the entries of which this partition does not hold exactly these terms."""
        ...

    def strays(self) -> int:
        """How many rows of the engine belong to no entry of their partition."""
        ...

    def drop_strays(self) -> None: ...
