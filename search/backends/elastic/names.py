"""What the indices and aliases of one index of ours are called.

Each partition has an index of its own, `{prefix}-{partition}-{stamp}`. Readers ask the alias
`{prefix}-{partition}`; what an index has to be fed with goes to its own `…-feed` alias, so
that a name which is no more can never become an index by being written to.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from search.index import Index
from search.models import PARTITIONS

_FORM = "%Y%m%d%H%M%S%f"


@dataclass(frozen=True, slots=True)
class Name:
    """One index of ours."""

    prefix: str
    partition: int
    stamp: str

    @property
    def index(self) -> str:
        return f"{self.prefix}-{self.partition}-{self.stamp}"

    @property
    def feed(self) -> str:
        return f"{self.index}-feed"

    @property
    def read(self) -> str:
        return read_alias(self.prefix, self.partition)


def read_alias(prefix: str, partition: int) -> str:
    """What readers of a partition ask."""
    if partition not in PARTITIONS:
        raise ValueError(f"no such partition: {partition}")
    return f"{prefix}-{partition:d}"


def every(index: Index) -> str:
    """A pattern that matches all indices of ours, and perhaps some of a longer prefix."""
    return f"{index.prefix}-*-*"


def parsed(name: str, index: Index) -> Name | None:
    """The index of that name, None if it is not one of ours."""
    found = re.fullmatch(rf"{re.escape(index.prefix)}-([0-3])-(\d{{20}})", name)
    return Name(index.prefix, int(found[1]), found[2]) if found else None


def new_stamp() -> str:
    """The present moment; later ones sort after it."""
    return datetime.now(UTC).strftime(_FORM)


def older_than(stamp: str, age: timedelta) -> bool:
    """Whether an index was begun longer ago than that."""
    return datetime.strptime(stamp, _FORM).replace(tzinfo=UTC) < datetime.now(UTC) - age
