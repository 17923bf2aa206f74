"""Search in PostgreSQL: one table per partition, access inside the query.

The tables hold vectors of terms that were made in Python; nothing here analyses text. Each
row repeats the integers of its entry, so that matches are filtered and counted where they are
found; whoever changes an entry takes its row out and puts it in again.
"""
# ruff: noqa: S608 (what is put into SQL text here are table names and numbers of our own)

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from search.backends.protocol import MOST_GROUPS, Counts, Match, Order, Scope, Terms
from search.backends.tsearch import (
    beginning,
    length,
    match_all,
    match_one,
    telling_vector,
    typed_vector,
    vector,
)
from search.backends.tsranking import Sql, age_and_language, joined, strength, total
from search.models import PARTITIONS
from search.query import Query

READABLE = (
    "w.acl = ANY(%s) AND w.shown_from <= %s AND w.shown_until > %s AND w.day BETWEEN %s AND %s"
)
INTEGERS = "acl, bin, day, fresh, topic, shown_from, shown_until"
# The rows that `_rows_of` gives, in the table's own columns.
COLUMNS = f"entry_id, {INTEGERS}, length, telling, words, typed"

# Added to the number of matches before a word's share is taken: among few, all are rare.
FEW = 200

# The planner knows neither what it costs to read a large vector (so it would rather read all of
# them than use the index) nor that a search is over before parallel workers have begun.
PLANNER = {"enable_seqscan": "off", "max_parallel_workers_per_gather": "0", "jit": "off"}


def table(partition: int) -> str:
    """The name of a partition's table of vectors."""
    if partition not in PARTITIONS:
        raise ValueError(f"no such partition: {partition}")
    return f"search_words_{partition:d}"


class PostgresqlEngine:
    """The engine of a PostgreSQL database; `connection` holds entries and vectors alike."""

    name = "postgresql"

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    # --- writing ---------------------------------------------------------------------

    def add(self, entry_id: int, partition: int, terms: Terms) -> None:
        self.add_many([(entry_id, partition, terms)])

    def remove(self, entry_id: int, partition: int) -> None:
        self.remove_many([(entry_id, partition)])

    def add_many(self, entries: Sequence[tuple[int, int, Terms]]) -> None:
        for partition in sorted({each[1] for each in entries}):
            here = {number: terms for number, where, terms in entries if where == partition}
            rows = _rows_of(here)
            self._run(f"INSERT INTO {table(partition)} ({COLUMNS}) {rows.text}", rows.params)

    def remove_many(self, entries: Sequence[tuple[int, int]]) -> None:
        for partition in sorted({each[1] for each in entries}):
            here = [number for number, where in entries if where == partition]
            self._run(f"DELETE FROM {table(partition)} WHERE entry_id = ANY(%s)", [here])

    def drop_strays(self) -> None:
        for partition in PARTITIONS:
            self._run(f"DELETE FROM {table(partition)} w WHERE {_stray(partition)}")

    # --- checking --------------------------------------------------------------------

    def differing(self, partition: int, expected: Mapping[int, Terms]) -> set[int]:
        rows = _rows_of(expected)
        same = f"SELECT {COLUMNS} FROM {table(partition)} WHERE entry_id = ANY(%s)"
        sql = f"SELECT entry_id FROM ({rows.text} EXCEPT {same}) AS differing"
        return {row[0] for row in self._rows(sql, [*rows.params, list(expected)])}

    def strays(self) -> int:
        each = (f"(SELECT count(*) FROM {table(p)} w WHERE {_stray(p)})" for p in PARTITIONS)
        return int(self._rows(f"SELECT {' + '.join(each)}")[0][0])

    # --- asking ----------------------------------------------------------------------

    def count(self, query: Query, scope: Scope) -> Counts:
        parts = [
            _part(Sql("w.bin AS bin, w.topic AS topic"), each, match_all(query), scope)
            for each in _asked(scope)
        ]
        if not parts:
            return Counts({}, 0)
        matches = joined(parts, " UNION ALL ")
        rows = self._found(
            f"WITH m AS MATERIALIZED ({matches.text})"
            " SELECT bin, count(*) FROM m GROUP BY bin UNION ALL"
            f" SELECT 0, count(*) FROM (SELECT DISTINCT topic FROM m LIMIT {MOST_GROUPS}) AS t",
            matches.params,
        )
        numbers = dict(rows)
        return Counts({n: many for n, many in numbers.items() if n}, int(numbers[0]))

    def find(
        self, query: Query, scope: Scope, order: Order, *, offset: int, limit: int
    ) -> list[Match]:
        parts = [
            _part(_scored(query, order, table(each)), each, match_all(query), scope)
            for each in _asked(scope)
        ]
        return self._best(joined(parts, " UNION ALL "), offset, limit) if parts else []

    def find_partial(self, query: Query, scope: Scope, order: Order, *, limit: int) -> list[Match]:
        if len(query.terms) < 2 or not query.telling or not _asked(scope):
            return []
        return self._best(_some(query, scope, order), 0, limit)

    def suggest(self, words: Collection[str], scope: Scope, *, limit: int) -> list[Match]:
        expression = beginning(words)
        # The shorter a title, the more of it was typed.
        columns = Sql(f"{_KEY}, length(w.typed)::float AS score")
        parts = [_part(columns, p, expression, scope, column="typed") for p in _asked(scope)]
        if not expression or not parts:
            return []
        return self._best(joined(parts, " UNION ALL "), 0, limit)

    def _best(self, matches: Sql, offset: int, limit: int) -> list[Match]:
        """One match a topic: asked for more and more until enough topics are there."""
        wanted, asked = offset + limit, (offset + limit) * 2 + 20
        while True:
            rows = self._first(matches, asked)
            found: dict[int, Match] = {}
            for number, topic, score, together in rows:
                found.setdefault(topic, Match(number, topic, score, together - 1))
            if len(found) >= wanted or len(rows) < asked:
                return list(found.values())[offset:wanted]
            asked *= 4

    def _first(self, matches: Sql, limit: int) -> list[tuple[int, int, float, int]]:
        return self._found(
            f"WITH m AS MATERIALIZED ({matches.text}),"
            " best AS MATERIALIZED (SELECT * FROM m ORDER BY score, id LIMIT %s),"
            " together AS (SELECT topic, count(*) AS many FROM m"
            " WHERE topic IN (SELECT topic FROM best) GROUP BY topic)"
            " SELECT id, topic, score, many FROM best JOIN together USING (topic)"
            " ORDER BY score, id",
            [*matches.params, limit],
        )

    # --- the connection --------------------------------------------------------------

    def _run(self, sql: str, params: Iterable[Any] = ()) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(sql, list(params))

    def _rows(self, sql: str, params: Iterable[Any] = ()) -> list[Any]:
        with self.connection.cursor() as cursor:
            cursor.execute(sql, list(params))
            return list(cursor.fetchall())

    def _found(self, sql: str, params: Iterable[Any]) -> list[Any]:
        """The rows of one statement, under our own advice to the planner and none after it.

        All goes in one message, which is a transaction of its own where none was begun.
        """
        with self.connection.cursor() as cursor:
            cursor.execute(f"{_ADVISED}; {sql}; {_UNADVISED}", list(params))
            for _ in PLANNER:
                cursor.nextset()
            return list(cursor.fetchall())


_ADVISED = "; ".join(f"SET LOCAL {name} = {value}" for name, value in PLANNER.items())
_UNADVISED = "; ".join(f"SET LOCAL {name} TO DEFAULT" for name in PLANNER)
_KEY = "w.entry_id AS id, w.topic AS topic"


def _asked(scope: Scope) -> list[int]:
    """The partitions a scope reaches; without an acl there is nothing to ask."""
    return sorted(scope.partitions.intersection(PARTITIONS)) if scope.acl_ids else []


def _part(
    columns: Sql, partition: int, expression: str, scope: Scope, column: str = "words"
) -> Sql:
    """One partition's matches within the scope: the only place where the rule is asked."""
    text = f"SELECT {columns.text} FROM {table(partition)} w WHERE {READABLE}"
    params: list[Any] = [sorted(scope.acl_ids), scope.now, scope.now, scope.since, scope.until]
    if expression:
        text += f" AND w.{column} @@ %s::tsquery"
        params.append(expression)
    if scope.bins is not None:
        text += " AND w.bin = ANY(%s)"
        params.append(sorted(scope.bins))
    return Sql(text, (*columns.params, *params))


def _scored(query: Query, order: Order, name: str) -> Sql:
    """The columns of a match that holds all of the query."""
    if order.sort == "best" and query.terms:
        score, factor = total(query, name), age_and_language(order)
        text = f"{_KEY}, -({score.text}) * {factor.text} AS score"
        return Sql(text, score.params + factor.params)
    return Sql(f"{_KEY}, {_day(order)} AS score")


def _day(order: Order) -> str:
    return "w.day::float" if order.sort == "oldest" else "-w.day::float"


def _some(query: Query, scope: Scope, order: Order) -> Sql:
    """Matches of some terms but not all; the rarer of these count more.

    How rare a term is, is counted among the matches of this scope alone: nothing that somebody
    may not read moves what they may. Whole numbers are summed: in any order, the same sum.
    """
    found = joined(
        [
            _part(_met(query, number, order, table(each)), each, match_one(term, query), scope)
            for number, term in enumerate(query.telling)
            for each in _asked(scope)
        ],
        " UNION ALL ",
    )
    every = joined(
        [_part(Sql("w.entry_id"), p, match_all(query), scope) for p in _asked(scope)],
        " UNION ALL ",
    )
    return Sql(
        f"WITH found AS MATERIALIZED ({found.text}), rarity AS ("
        f"SELECT n, ln(1 + (sum(count(*)) OVER () + {FEW})::float / count(*)) AS weight"
        " FROM found GROUP BY n)"
        " SELECT id, min(topic) AS topic,"
        f" {'min(day)' if order.sort != 'best' else _SUMMED} AS score"
        " FROM found JOIN rarity USING (n)"
        f" WHERE id NOT IN ({every.text}) GROUP BY id",
        found.params + every.params,
    )


_SUMMED = "-sum((s * weight * 1000000)::bigint)::float / 1000000 * min(factor)"


def _met(query: Query, number: int, order: Order, name: str) -> Sql:
    score, factor = strength(query.telling[number], name), age_and_language(order)
    text = (
        f"{_KEY}, {number:d} AS n, {_day(order)} AS day, {score.text} AS s, {factor.text} AS factor"
    )
    return Sql(text, score.params + factor.params)


def _rows_of(entries: Mapping[int, Terms]) -> Sql:
    """The rows that stand for these entries; the integers as the entries have them now."""
    makers: tuple[Callable[[Terms], Any], ...] = (length, telling_vector, vector, typed_vector)
    made = ([make(terms) for terms in entries.values()] for make in makers)
    return Sql(
        f"SELECT u.entry_id, {INTEGERS}, u.length, u.telling::tsvector AS telling,"
        " u.words::tsvector AS words, u.typed::tsvector AS typed"
        " FROM unnest(%s::bigint[], %s::integer[], %s::text[], %s::text[], %s::text[])"
        " AS u (entry_id, length, telling, words, typed)"
        " LEFT JOIN search_entry e ON e.id = u.entry_id",
        (list(entries), *made),
    )


def _stray(partition: int) -> str:
    return (
        "NOT EXISTS (SELECT 1 FROM search_entry e"
        f" WHERE e.id = w.entry_id AND e.partition = {partition:d})"
    )
