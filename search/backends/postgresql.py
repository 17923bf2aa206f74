"""Search in PostgreSQL: one table per partition, access inside the query.

The tables hold vectors of terms that were made in Python; nothing here analyses text.
"""
# ruff: noqa: S608 (what is put into SQL text here are table names and numbers of our own)

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from search.backends.protocol import MOST_GROUPS, Counts, Match, Order, Scope, Terms
from search.backends.tsearch import beginning, match_all, match_some, typed_vector, vector
from search.backends.tsranking import Sql, age_and_language, rarity, strength, whole_title
from search.models import PARTITIONS
from search.query import Query, Term

READABLE = (
    "e.acl = ANY(%s) AND e.shown_from <= %s AND e.shown_until > %s AND e.day BETWEEN %s AND %s"
)


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
            self._run(
                f"INSERT INTO {table(partition)} (entry_id, words, typed) {_VECTORS}",
                _vectors(here),
            )

    def remove_many(self, entries: Sequence[tuple[int, int]]) -> None:
        for partition in sorted({each[1] for each in entries}):
            here = [number for number, where in entries if where == partition]
            self._run(f"DELETE FROM {table(partition)} WHERE entry_id = ANY(%s)", [here])

    def drop_strays(self) -> None:
        for partition in PARTITIONS:
            self._run(f"DELETE FROM {table(partition)} w WHERE {_stray(partition)}")

    # --- checking --------------------------------------------------------------------

    def differing(self, partition: int, expected: Mapping[int, Terms]) -> set[int]:
        rows = self._rows(
            f"SELECT v.entry_id FROM ({_VECTORS}) AS v"
            f" LEFT JOIN {table(partition)} w ON w.entry_id = v.entry_id"
            " WHERE w.words IS DISTINCT FROM v.words OR w.typed IS DISTINCT FROM v.typed",
            _vectors(expected),
        )
        return {row[0] for row in rows}

    def strays(self) -> int:
        each = (f"(SELECT count(*) FROM {table(p)} w WHERE {_stray(p)})" for p in PARTITIONS)
        return int(self._rows(f"SELECT {' + '.join(each)}")[0][0])

    # --- asking ----------------------------------------------------------------------

    def count(self, query: Query, scope: Scope) -> Counts:
        matches = _matches("e.bin AS bin, e.topic AS topic", match_all(query), scope)
        if matches is None:
            return Counts({}, 0)
        rows = self._rows(
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
        score, factor = _days(order), Sql("1")
        if order.sort == "best" and query.terms:
            score, factor = _sum(query), age_and_language(order)
        columns = f"e.id AS id, e.topic AS topic, -({score.text}) * {factor.text} AS score"
        matches = _matches(columns, match_all(query), scope, score.params + factor.params)
        return self._best(matches, offset, limit) if matches else []

    def find_partial(self, query: Query, scope: Scope, order: Order, *, limit: int) -> list[Match]:
        expression = match_some(query)
        ranked = _ranked_by_rarity(query.telling, expression, scope, order) if expression else None
        return self._best(ranked, 0, limit) if ranked else []

    def suggest(self, words: Collection[str], scope: Scope, *, limit: int) -> list[Match]:
        expression = beginning(words)
        # The shorter a title, the more of it was typed.
        columns = "e.id AS id, e.topic AS topic, length(w.typed)::float AS score"
        matches = _matches(columns, expression, scope, column="typed") if expression else None
        return self._best(matches, 0, limit) if matches else []

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
        return self._rows(
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


def _matches(
    columns: str,
    expression: str,
    scope: Scope,
    params: Iterable[Any] = (),
    column: str = "words",
) -> Sql | None:
    """What matches in the partitions of the scope; None where there is nothing to ask."""
    partitions = sorted(scope.partitions.intersection(PARTITIONS)) if scope.acl_ids else []
    parts = [_part(columns, each, expression, scope, column) for each in partitions]
    if not parts:
        return None
    values = [value for part in parts for value in (*params, *part.params)]
    return Sql(" UNION ALL ".join(part.text for part in parts), tuple(values))


def _part(columns: str, partition: int, expression: str, scope: Scope, column: str) -> Sql:
    """One partition's matches within the scope: the only place where the rule is asked."""
    text = (
        f"SELECT {columns} FROM {table(partition)} w JOIN search_entry e ON e.id = w.entry_id"
        f" WHERE e.partition = {partition:d} AND {READABLE}"
    )
    params: list[Any] = [sorted(scope.acl_ids), scope.now, scope.now, scope.since, scope.until]
    if expression:
        text += f" AND w.{column} @@ %s::tsquery"
        params.append(expression)
    if scope.bins is not None:
        text += " AND e.bin = ANY(%s)"
        params.append(sorted(scope.bins))
    return Sql(text, tuple(params))


def _sum(query: Query) -> Sql:
    parts = [*map(strength, query.terms), whole_title(query)]
    text = " + ".join(part.text for part in parts)
    return Sql(text, tuple(value for part in parts for value in part.params))


def _days(order: Order) -> Sql:
    return Sql("-e.day::float" if order.sort == "oldest" else "e.day::float")


def _ranked_by_rarity(
    terms: Sequence[Term], expression: str, scope: Scope, order: Order
) -> Sql | None:
    """Matches of any of `terms`, the rarer of which count more."""
    strengths, factor = [strength(term) for term in terms], age_and_language(order)
    places = range(len(strengths))
    met = ", ".join(f"{each.text} AS s{n:d}" for n, each in enumerate(strengths))
    columns = f"e.id AS id, e.topic AS topic, e.day AS day, {met}, {factor.text} AS factor"
    params = [value for each in (*strengths, factor) for value in each.params]
    matches = _matches(columns, expression, scope, params)
    if matches is None:
        return None
    counts = ", ".join(f"count(*) FILTER (WHERE s{n:d} > 0) AS n{n:d}" for n in places)
    score = " + ".join(f"s{n:d} * {rarity(n)}" for n in places)
    if order.sort != "best":
        score, factor_ = ("-day::float" if order.sort == "oldest" else "day::float"), "1"
    else:
        factor_ = "factor"
    return Sql(
        f"WITH found AS MATERIALIZED ({matches.text}),"
        f" sums AS (SELECT count(*)::float AS n, {counts} FROM found)"
        f" SELECT id, topic, -({score}) * {factor_} AS score FROM found, sums",
        matches.params,
    )


_VECTORS = (
    "SELECT u.entry_id, u.words::tsvector AS words, u.typed::tsvector AS typed"
    " FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS u (entry_id, words, typed)"
)


def _vectors(entries: Mapping[int, Terms]) -> list[Any]:
    return [
        list(entries),
        [vector(terms) for terms in entries.values()],
        [typed_vector(terms) for terms in entries.values()],
    ]


def _stray(partition: int) -> str:
    return (
        "NOT EXISTS (SELECT 1 FROM search_entry e"
        f" WHERE e.id = w.entry_id AND e.partition = {partition:d})"
    )
