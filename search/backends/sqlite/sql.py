"""Pieces of SQL with their parameters, and the names of the tables."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from search.models import PARTITIONS


class Sql(NamedTuple):
    """A text with a `%s` for each of the parameters. No text of a user is part of it."""

    text: str
    params: tuple[Any, ...] = ()


def joined(between: str, pieces: Iterable[Sql]) -> Sql:
    """All pieces with `between` between them; an empty one if there are none."""
    pieces = list(pieces)
    params = (value for piece in pieces for value in piece.params)
    return Sql(between.join(piece.text for piece in pieces), tuple(params))


def table(partition: int, name: str = "words") -> str:
    """The name of a partition's full-text table."""
    if partition not in PARTITIONS:
        raise ValueError(f"no such partition: {partition}")
    return f"search_{name}_{partition:d}"
