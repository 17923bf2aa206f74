"""The rule in SQL: which entries a scope reaches. Nothing is asked without it."""
# ruff: noqa: S608 (what is put into SQL text here are table names and numbers of our own)

import json
from functools import lru_cache

from search.backends.protocol import Scope
from search.backends.sqlite.sql import Sql, joined, table
from search.models import PARTITIONS

# A byte for each possible number: what is longer takes the slower way.
LONGEST = 300_000
_NEVER = 2**31 - 1


def asked(scope: Scope) -> list[int]:
    """The partitions a scope reaches; without an acl there is nothing to ask."""
    return sorted(scope.partitions.intersection(PARTITIONS)) if scope.acl_ids else []


def within(partition: int, scope: Scope) -> Sql:
    """What must hold of `search_entry e` in this partition; the only place that says it."""
    conditions = [
        Sql(f"e.partition = {partition:d}"),
        among("e.acl", scope.acl_ids),
        Sql("e.shown_from <= %s AND e.shown_until > %s", (scope.now, scope.now)),
    ]
    if scope.since > 0 or scope.until < _NEVER:
        conditions.append(Sql("e.day BETWEEN %s AND %s", (scope.since, scope.until)))
    if scope.bins is not None:
        conditions.append(among("e.bin", scope.bins))
    return joined(" AND ", conditions)


def among(column: str, numbers: frozenset[int]) -> Sql:
    """Whether the column holds one of the numbers; as fast for thousands as for one.

    A list would be read into a tree for every partition of every statement, which for the
    audiences of a large network takes longer than the search itself.
    """
    if not numbers or 0 <= min(numbers) <= max(numbers) < LONGEST:
        return Sql(f"substr(%s, {column} + 1, 1) = x'01'", (_bytes(numbers),))
    return Sql(f"{column} IN (SELECT value FROM json_each(%s))", (json.dumps(sorted(numbers)),))


@lru_cache(maxsize=8)
def _bytes(numbers: frozenset[int]) -> bytes:
    """Ones at the places of the numbers, zeros between them."""
    places = bytearray(max(numbers, default=-1) + 1)
    for number in numbers:
        places[number] = 1
    return bytes(places)


def matches(
    columns: Sql,
    partition: int,
    scope: Scope,
    match: str = "",
    *,
    without: str = "",
    name: str = "words",
) -> Sql:
    """One partition's entries that match and lie in the scope; all of it without a `match`.

    `without`: entries that match this are left out. CROSS JOIN keeps the order of the loops:
    matches first, then each one's narrow row. The other way round the planner asks FTS5 once
    per readable entry.
    """
    fts = table(partition, name)
    conditions = [within(partition, scope)]
    source = "search_entry e"
    if match:
        source = f"{fts} CROSS JOIN search_entry e ON e.id = {fts}.rowid"
        conditions.insert(0, Sql(f"{fts} MATCH %s", (match,)))
    if without:
        conditions.append(Sql(f"NOT {matching(partition, without).text}", (without,)))
    where = joined(" AND ", conditions)
    text = f"SELECT {columns.text} FROM {source} WHERE {where.text}"
    return Sql(text, (*columns.params, *where.params))


def matching(partition: int, match: str, name: str = "words") -> Sql:
    """Whether `e` matches; all that do are looked up once for a statement."""
    fts = table(partition, name)
    return Sql(f"e.id IN (SELECT rowid FROM {fts} WHERE {fts} MATCH %s)", (match,))
