"""Search in SQLite's FTS5, one table per partition, access inside the query.

The tables hold terms that were made in Python; FTS5 only cuts them at spaces. A table
per partition keeps document frequencies apart: in a common table the restricted rows
would move the order of public hits.
"""
# ruff: noqa: S608 (what is put into SQL text here are table names and numbers of our own)

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper

from search.backends.match import match_all, match_some
from search.backends.protocol import Match, Scope, Terms
from search.models import PARTITIONS
from search.query import Query

# A word in the title tells more than one in the body; an identifier settles the matter.
WEIGHTS = "6.0, 1.0, 60.0"
# Up to 1.6 times the score for something new, after a year 1.3 times, then falling to 1.
RECENCY = "(1.0 + 0.6 / (1.0 + max(%s - coalesce(e.day, 0), 0) / 365.25))"


def table(partition: int) -> str:
    """The name of a partition's full-text table."""
    if partition not in PARTITIONS:
        raise ValueError(f"no such partition: {partition}")
    return f"search_fts_{partition:d}"


class SqliteEngine:
    """The embedded engine; `connection` holds entries and full-text tables alike."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    # --- writing ---------------------------------------------------------------------

    def add(self, entry_id: int, partition: int, terms: Terms) -> None:
        self._run(
            f"INSERT INTO {table(partition)} (rowid, title_n, body_n, ids) VALUES (%s, %s, %s, %s)",
            [entry_id, terms.title, terms.body, terms.ids],
        )

    def remove(self, entry_id: int, partition: int) -> None:
        self._run(f"DELETE FROM {table(partition)} WHERE rowid = %s", [entry_id])

    def drop_strays(self) -> None:
        for partition in PARTITIONS:
            self._run(f"DELETE FROM {table(partition)} WHERE rowid IN ({_strays(partition)})")

    # --- checking --------------------------------------------------------------------

    def stored(self, partition: int, entry_ids: Collection[int]) -> Mapping[int, Terms]:
        rows = self._rows(
            f"SELECT rowid, title_n, body_n, ids FROM {table(partition)}"
            " WHERE rowid IN (SELECT value FROM json_each(%s))",
            [json.dumps(sorted(entry_ids))],
        )
        return {row[0]: Terms(*row[1:]) for row in rows}

    def strays(self) -> int:
        each = (f"SELECT count(*) AS n FROM ({_strays(partition)})" for partition in PARTITIONS)
        return int(self._rows(f"SELECT sum(n) FROM ({' UNION ALL '.join(each)})")[0][0])

    # --- asking ----------------------------------------------------------------------

    def count(self, query: Query, scope: Scope) -> dict[str, int]:
        expression = match_all(query)
        parts = [self._part("e.kind AS kind", p, expression, scope) for p in _asked(scope)]
        if expression is None or not parts:
            return {}
        sql = " UNION ALL ".join(part for part, _ in parts)
        rows = self._rows(
            f"SELECT kind, count(*) FROM ({sql}) GROUP BY kind ORDER BY kind", _flat(parts)
        )
        return dict(rows)

    def find(self, query: Query, scope: Scope, *, offset: int, limit: int) -> list[Match]:
        return self._best(match_all(query), scope, offset, limit)

    def find_partial(self, query: Query, scope: Scope, *, limit: int) -> list[Match]:
        return self._best(match_some(query), scope, 0, limit)

    def _best(self, expression: str | None, scope: Scope, offset: int, limit: int) -> list[Match]:
        parts = [self._ranked(p, expression, scope, offset + limit) for p in _asked(scope)]
        if expression is None or not parts:
            return []
        sql = " UNION ALL ".join(f"SELECT * FROM ({part})" for part, _ in parts)
        rows = self._rows(
            f"{sql} ORDER BY score, uid LIMIT %s OFFSET %s", [*_flat(parts), limit, offset]
        )
        return [Match(row[0], row[1], UUID(row[2]), row[3]) for row in rows]

    def _ranked(
        self, partition: int, expression: str | None, scope: Scope, limit: int
    ) -> tuple[str, list[Any]]:
        score = f"bm25({table(partition)}, {WEIGHTS}) * {RECENCY} AS score"
        columns = f"e.id AS id, e.kind AS kind, e.uid AS uid, {score}"
        sql, params = self._part(columns, partition, expression, scope)
        today = scope.now.date().toordinal()
        return f"{sql} ORDER BY score, e.uid LIMIT %s", [today, *params, limit]

    def _part(
        self, columns: str, partition: int, expression: str | None, scope: Scope
    ) -> tuple[str, list[Any]]:
        """One partition's matches within the scope: the only place where the rule is asked.

        CROSS JOIN keeps the order of the loops: matches first, then each one's narrow row.
        The other way round the planner asks FTS5 once per readable entry.
        """
        fts = table(partition)
        now = self.connection.ops.adapt_datetimefield_value(scope.now)
        sql = (
            f"SELECT {columns} FROM {fts} CROSS JOIN search_entry e ON e.id = {fts}.rowid"
            f" WHERE {fts} MATCH %s AND e.partition = {partition:d}"
            " AND e.acl IN (SELECT value FROM json_each(%s))"
            " AND e.kind IN (SELECT value FROM json_each(%s))"
            " AND (e.visible_from IS NULL OR e.visible_from <= %s)"
            " AND (e.expires IS NULL OR e.expires > %s)"
        )
        acl_ids, kinds = json.dumps(sorted(scope.acl_ids)), json.dumps(sorted(scope.kinds))
        return sql, [expression, acl_ids, kinds, now, now]

    # --- the connection --------------------------------------------------------------

    def _run(self, sql: str, params: Iterable[Any] = ()) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(sql, list(params))

    def _rows(self, sql: str, params: Iterable[Any] = ()) -> list[Any]:
        with self.connection.cursor() as cursor:
            cursor.execute(sql, list(params))
            return list(cursor.fetchall())


def _asked(scope: Scope) -> list[int]:
    """The partitions a scope reaches; without an acl there is nothing to ask."""
    return sorted(scope.partitions.intersection(PARTITIONS)) if scope.acl_ids else []


def _flat(parts: Iterable[tuple[str, list[Any]]]) -> list[Any]:
    return [value for _, params in parts for value in params]


def _strays(partition: int) -> str:
    return (
        f"SELECT rowid FROM {table(partition)} EXCEPT"
        f" SELECT id FROM search_entry WHERE partition = {partition:d}"
    )
