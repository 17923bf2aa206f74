"""Search in SQLite's FTS5, one table per partition, access inside the query.

The tables hold terms that were made in Python; FTS5 only cuts them at spaces. A table
per partition keeps document frequencies apart: in a common table the restricted rows
would move the order of public hits.
"""
# ruff: noqa: S608 (what is put into SQL text here are table names and numbers of our own)

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from search.backends.fts5 import beginning, match_all, match_some
from search.backends.protocol import MOST_GROUPS, Counts, Match, Order, Scope, Terms
from search.models import PARTITIONS
from search.query import Query

# A word in the title tells more than one in the body; an identifier settles the matter.
WEIGHTS = "6.0, 1.0, 60.0, 0.0"
# Up to 1.6 times the score for something new, after a year 1.3 times, then falling to 1.
RECENCY = "(1.0 + 0.6 / (1.0 + max(%s - e.fresh, 0) / 365.25))"


def table(partition: int, name: str = "words") -> str:
    """The name of a partition's full-text table."""
    if partition not in PARTITIONS:
        raise ValueError(f"no such partition: {partition}")
    return f"search_{name}_{partition:d}"


class SqliteEngine:
    """The embedded engine; `connection` holds entries and full-text tables alike."""

    name = "sqlite"

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    # --- writing ---------------------------------------------------------------------

    def add(self, entry_id: int, partition: int, terms: Terms) -> None:
        self._run(
            f"INSERT INTO {table(partition)} (rowid, title_n, body_n, ids, marks)"
            " VALUES (%s, %s, %s, %s, %s)",
            [entry_id, terms.title, terms.body, terms.ids, terms.marks],
        )
        self._run(
            f"INSERT INTO {table(partition, 'typed')} (rowid, typed) VALUES (%s, %s)",
            [entry_id, terms.typed],
        )

    def remove(self, entry_id: int, partition: int) -> None:
        for name in ("words", "typed"):
            self._run(f"DELETE FROM {table(partition, name)} WHERE rowid = %s", [entry_id])

    def add_many(self, entries: Sequence[tuple[int, int, Terms]]) -> None:
        for partition in sorted({each[1] for each in entries}):
            here = [(number, terms) for number, where, terms in entries if where == partition]
            self._run_many(
                f"INSERT INTO {table(partition)} (rowid, title_n, body_n, ids, marks)"
                " VALUES (%s, %s, %s, %s, %s)",
                [(number, t.title, t.body, t.ids, t.marks) for number, t in here],
            )
            self._run_many(
                f"INSERT INTO {table(partition, 'typed')} (rowid, typed) VALUES (%s, %s)",
                [(number, t.typed) for number, t in here],
            )

    def remove_many(self, entries: Sequence[tuple[int, int]]) -> None:
        for partition in sorted({each[1] for each in entries}):
            here = [[number] for number, where in entries if where == partition]
            for name in ("words", "typed"):
                self._run_many(f"DELETE FROM {table(partition, name)} WHERE rowid = %s", here)

    def drop_strays(self) -> None:
        for partition in PARTITIONS:
            for name in ("words", "typed"):
                fts = table(partition, name)
                self._run(f"DELETE FROM {fts} WHERE rowid IN ({_strays(partition, name)})")

    # --- checking --------------------------------------------------------------------

    def differing(self, partition: int, expected: Mapping[int, Terms]) -> set[int]:
        rows = self._rows(
            f"SELECT w.rowid, w.title_n, w.body_n, w.ids, w.marks, t.typed"
            f" FROM {table(partition)} w JOIN {table(partition, 'typed')} t ON t.rowid = w.rowid"
            " WHERE w.rowid IN (SELECT value FROM json_each(%s))",
            [json.dumps(sorted(expected))],
        )
        held = {row[0]: Terms(*row[1:]) for row in rows}
        return {number for number, terms in expected.items() if held.get(number) != terms}

    def strays(self) -> int:
        each = (f"SELECT count(*) AS n FROM ({_strays(p, 'words')})" for p in PARTITIONS)
        return int(self._rows(f"SELECT sum(n) FROM ({' UNION ALL '.join(each)})")[0][0])

    # --- asking ----------------------------------------------------------------------

    def count(self, query: Query, scope: Scope) -> Counts:
        expression = match_all(query)
        parts = [self._part("e.bin AS bin", p, expression, scope) for p in _asked(scope)]
        if not parts:
            return Counts({}, 0)
        sql = " UNION ALL ".join(part for part, _ in parts)
        rows = self._rows(f"SELECT bin, count(*) FROM ({sql}) GROUP BY bin", _flat(parts))
        return Counts(dict(rows), self._groups(expression, scope))

    def _groups(self, expression: str, scope: Scope) -> int:
        parts = [self._part("e.topic AS topic", p, expression, scope) for p in _asked(scope)]
        sql = " UNION ".join(part for part, _ in parts)
        rows = self._rows(
            f"SELECT count(*) FROM (SELECT topic FROM ({sql}) LIMIT {MOST_GROUPS})", _flat(parts)
        )
        return int(rows[0][0])

    def find(
        self, query: Query, scope: Scope, order: Order, *, offset: int, limit: int
    ) -> list[Match]:
        return self._best(match_all(query), query, scope, order, offset, limit)

    def find_partial(self, query: Query, scope: Scope, order: Order, *, limit: int) -> list[Match]:
        expression = match_some(query)
        return self._best(expression, query, scope, order, 0, limit) if expression else []

    def suggest(self, words: Collection[str], scope: Scope, *, limit: int) -> list[Match]:
        expression = beginning(words)
        columns = "e.id AS id, e.topic AS topic, bm25({fts}) AS score"
        parts = [self._part(columns, p, expression, scope, name="typed") for p in _asked(scope)]
        if not expression or not parts:
            return []
        sql = " UNION ALL ".join(part for part, _ in parts)
        rows = self._rows(f"{sql} ORDER BY score, id LIMIT %s", [*_flat(parts), limit])
        return [Match(*row) for row in rows]

    def _best(
        self, expression: str, query: Query, scope: Scope, order: Order, offset: int, limit: int
    ) -> list[Match]:
        """One match a topic: asked for more and more until enough topics are there."""
        wanted, asked = offset + limit, (offset + limit) * 2 + 20
        while True:
            rows = self._ranked(expression, scope, order, asked)
            found: dict[int, Match] = {}
            for number, topic, score in rows:
                found.setdefault(topic, Match(number, topic, score))
            if len(found) >= wanted or len(rows) < asked:
                break
            asked *= 4
        return self._with_others(expression, scope, list(found.values())[offset:wanted])

    def _with_others(self, expression: str, scope: Scope, found: list[Match]) -> list[Match]:
        topics = json.dumps([match.topic for match in found])
        only = " AND e.topic IN (SELECT value FROM json_each(%s))"
        parts = [self._part("e.topic AS topic", p, expression, scope) for p in _asked(scope)]
        parts = [(f"{sql}{only}", [*params, topics]) for sql, params in parts]
        if not found:
            return []
        sql = " UNION ALL ".join(part for part, _ in parts)
        rows = dict(self._rows(f"SELECT topic, count(*) FROM ({sql}) GROUP BY topic", _flat(parts)))
        return [
            Match(match.entry_id, match.topic, match.score, rows.get(match.topic, 1) - 1)
            for match in found
        ]

    def _ranked(
        self, expression: str, scope: Scope, order: Order, limit: int
    ) -> list[tuple[int, int, float]]:
        score, more = self._score(expression, order)
        columns = f"e.id AS id, e.topic AS topic, {score} AS score"
        parts = [self._part(columns, p, expression, scope) for p in _asked(scope)]
        if not parts:
            return []
        sql = " UNION ALL ".join(
            f"SELECT * FROM ({part} ORDER BY score, e.id LIMIT %s)" for part, _ in parts
        )
        params = [value for _, each in parts for value in [*more, *each, limit]]
        return self._rows(f"{sql} ORDER BY score, id LIMIT %s", [*params, limit])

    def _score(self, expression: str, order: Order) -> tuple[str, list[Any]]:
        if order.sort == "newest" or not expression:
            return "-e.day", []
        if order.sort == "oldest":
            return "e.day", []
        favour = "(CASE WHEN e.bin IN (SELECT value FROM json_each(%s)) THEN 1.15 ELSE 1 END)"
        favoured = json.dumps(sorted(order.favoured))
        return f"bm25({{fts}}, {WEIGHTS}) * {RECENCY} * {favour}", [order.today, favoured]

    def _part(
        self, columns: str, partition: int, expression: str, scope: Scope, name: str = "words"
    ) -> tuple[str, list[Any]]:
        """One partition's matches within the scope: the only place where the rule is asked.

        CROSS JOIN keeps the order of the loops: matches first, then each one's narrow row.
        The other way round the planner asks FTS5 once per readable entry.
        """
        fts = table(partition, name)
        source = f"{fts} CROSS JOIN search_entry e ON e.id = {fts}.rowid"
        sql = (
            f"SELECT {columns.format(fts=fts)}"
            f" FROM {source if expression else 'search_entry e'}"
            f" WHERE {f'{fts} MATCH %s AND' if expression else ''} e.partition = {partition:d}"
            " AND e.acl IN (SELECT value FROM json_each(%s))"
            " AND e.shown_from <= %s AND e.shown_until > %s AND e.day BETWEEN %s AND %s"
        )
        params: list[Any] = [expression] if expression else []
        params += [json.dumps(sorted(scope.acl_ids)), scope.now, scope.now]
        params += [scope.since, scope.until]
        if scope.bins is not None:
            sql += " AND e.bin IN (SELECT value FROM json_each(%s))"
            params.append(json.dumps(sorted(scope.bins)))
        return sql, params

    # --- the connection --------------------------------------------------------------

    def _run(self, sql: str, params: Iterable[Any] = ()) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(sql, list(params))

    def _run_many(self, sql: str, each: Sequence[Sequence[Any]]) -> None:
        with self.connection.cursor() as cursor:
            cursor.executemany(sql, each)

    def _rows(self, sql: str, params: Iterable[Any] = ()) -> list[Any]:
        with self.connection.cursor() as cursor:
            cursor.execute(sql, list(params))
            return list(cursor.fetchall())


def _asked(scope: Scope) -> list[int]:
    """The partitions a scope reaches; without an acl there is nothing to ask."""
    return sorted(scope.partitions.intersection(PARTITIONS)) if scope.acl_ids else []


def _flat(parts: Iterable[tuple[str, list[Any]]]) -> list[Any]:
    return [value for _, params in parts for value in params]


def _strays(partition: int, name: str) -> str:
    return (
        f"SELECT rowid FROM {table(partition, name)} EXCEPT"
        f" SELECT id FROM search_entry WHERE partition = {partition:d}"
    )
