"""Asks the full-text tables, each with the rule inside the question."""
# ruff: noqa: S608 (what is put into SQL text here are table names and numbers of our own)

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from search.backends.fts5 import Wanted, beginning, every, some
from search.backends.protocol import MOST_GROUPS, Counts, Match, Order, Scope
from search.backends.sqlite.connected import Connected
from search.backends.sqlite.ordering import score
from search.backends.sqlite.rule import asked, matches, within
from search.backends.sqlite.sql import Sql, joined, table
from search.query import Query

# An entry, its topic, its score.
Row = tuple[int, int, float]


class Asking(Connected):
    """One statement gives the numbers, one the topics, one the order."""

    def count(self, query: Query, scope: Scope) -> Counts:
        """Numbers come as one text a partition: grouping them in SQL takes three times as long."""
        wanted = every(query)
        rows = self.rows_of_all(_parts("group_concat(e.bin)", wanted, scope))
        bins = Counter(number for (numbers,) in rows if numbers for number in numbers.split(","))
        counted = {int(number): count for number, count in bins.items()}
        return Counts(counted, self._groups(wanted, scope) if counted else 0)

    def _groups(self, wanted: Wanted, scope: Scope) -> int:
        found = joined(" UNION ALL ", _parts("e.topic AS topic", wanted, scope))
        distinct = f"SELECT DISTINCT topic FROM ({found.text}) LIMIT {MOST_GROUPS}"
        rows = self.rows(Sql(f"SELECT count(*) FROM ({distinct})", found.params))
        return int(rows[0][0])

    def find(
        self, query: Query, scope: Scope, order: Order, *, offset: int, limit: int
    ) -> list[Match]:
        return self._best(every(query), scope, order, offset, limit)

    def find_partial(self, query: Query, scope: Scope, order: Order, *, limit: int) -> list[Match]:
        wanted = some(query)
        return self._best(wanted, scope, order, 0, limit) if wanted else []

    def suggest(self, words: Collection[str], scope: Scope, *, limit: int) -> list[Match]:
        match = beginning(words)
        if not match:
            return []

        def ranked(most: int) -> list[Row]:
            parts = [
                matches(
                    _ranked_by(Sql(f"bm25({table(p, 'typed')})")), p, scope, match, name="typed"
                )
                for p in asked(scope)
            ]
            return self._first(parts, most)

        return _one_a_topic(ranked, limit)[0]

    def _best(
        self, wanted: Wanted, scope: Scope, order: Order, offset: int, limit: int
    ) -> list[Match]:
        def ranked(most: int) -> list[Row]:
            parts = [
                _part(_ranked_by(score(p, wanted, order)), p, wanted, scope) for p in asked(scope)
            ]
            return self._first(parts, most)

        found, numbers = _one_a_topic(ranked, offset + limit)
        page = found[offset:]
        return self._with_others(wanted, scope, page, numbers)

    def _first(self, parts: Sequence[Sql], most: int) -> list[Row]:
        """The best of several partitions: of each no more than are wanted in all."""
        limited = [
            Sql(f"SELECT * FROM ({part.text} ORDER BY score, id LIMIT %s)", (*part.params, most))
            for part in parts
        ]
        every = joined(" UNION ALL ", limited)
        last = Sql(f"{every.text} ORDER BY score, id LIMIT %s", (*every.params, most))
        return self.rows(last) if parts else []

    def _with_others(
        self, wanted: Wanted, scope: Scope, page: list[Match], numbers: Mapping[int, int] | None
    ) -> list[Match]:
        """The same with how many more of each topic match, if ranking has not shown it."""
        if numbers is None:
            shared = self._shared([match.topic for match in page], scope)
            numbers = self._numbers(wanted, scope, shared) if shared else {}
        return [replace(each, others=max(numbers.get(each.topic, 1) - 1, 0)) for each in page]

    def _shared(self, topics: list[int], scope: Scope) -> list[int]:
        """Those of the topics of which the scope holds more than one entry: few have."""
        source = "search_entry e INDEXED BY search_entry_together"
        only = f"e.topic IN ({', '.join(map(str, topics))})"
        parts = [
            Sql(f"SELECT e.topic AS topic FROM {source} WHERE {only} AND {rule.text}", rule.params)
            for rule in (within(p, scope) for p in asked(scope))
        ]
        found = Counter(topic for (topic,) in self.rows_of_all(parts))
        return [topic for topic, number in found.items() if number > 1]

    def _numbers(self, wanted: Wanted, scope: Scope, topics: list[int]) -> Mapping[int, int]:
        only = f" AND e.topic IN ({', '.join(map(str, topics))})"
        parts = [
            Sql(f"{part.text}{only}", part.params)
            for part in _parts("e.topic AS topic", wanted, scope)
        ]
        return Counter(topic for (topic,) in self.rows_of_all(parts))


def _parts(columns: str, wanted: Wanted, scope: Scope) -> list[Sql]:
    return [_part(Sql(columns), partition, wanted, scope) for partition in asked(scope)]


def _part(columns: Sql, partition: int, wanted: Wanted, scope: Scope) -> Sql:
    return matches(columns, partition, scope, wanted.match, without=wanted.without)


def _ranked_by(score: Sql) -> Sql:
    return Sql(f"e.id AS id, e.topic AS topic, {score.text} AS score", score.params)


def _one_a_topic(
    ranked: Callable[[int], list[Row]], wanted: int
) -> tuple[list[Match], Mapping[int, int] | None]:
    """The best of each topic, `wanted` of them; `ranked` gives so many entries, best first.

    Also how many entries of each topic there are, if all of them had to be looked at.
    """
    most = wanted * 2 + 100
    while True:
        rows = ranked(most)
        best: dict[int, Match] = {}
        for number, topic, points in rows:
            best.setdefault(topic, Match(number, topic, points))
        if len(rows) < most:
            return list(best.values())[:wanted], Counter(topic for _, topic, _ in rows)
        if len(best) >= wanted:
            return list(best.values())[:wanted], None
        most *= 8
