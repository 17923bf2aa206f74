"""Writes the terms of entries, and compares what is kept with what should be."""
# ruff: noqa: S608 (what is put into SQL text here are table names and numbers of our own)

import json
from collections.abc import Mapping, Sequence

from search.backends.protocol import Terms
from search.backends.sqlite.connected import Connected
from search.backends.sqlite.sql import Sql, table
from search.models import PARTITIONS


class Keeping(Connected):
    """All of it runs in the caller's transaction."""

    def add(self, entry_id: int, partition: int, terms: Terms) -> None:
        self.run(
            f"INSERT INTO {table(partition)} (rowid, title_n, body_n, ids, marks)"
            " VALUES (%s, %s, %s, %s, %s)",
            [entry_id, terms.title, terms.body, terms.ids, terms.marks],
        )
        self.run(
            f"INSERT INTO {table(partition, 'typed')} (rowid, typed) VALUES (%s, %s)",
            [entry_id, terms.typed],
        )

    def remove(self, entry_id: int, partition: int) -> None:
        for name in ("words", "typed"):
            self.run(f"DELETE FROM {table(partition, name)} WHERE rowid = %s", [entry_id])

    def add_many(self, entries: Sequence[tuple[int, int, Terms]]) -> None:
        for partition in sorted({each[1] for each in entries}):
            here = [(number, terms) for number, where, terms in entries if where == partition]
            self.run_many(
                f"INSERT INTO {table(partition)} (rowid, title_n, body_n, ids, marks)"
                " VALUES (%s, %s, %s, %s, %s)",
                [(number, t.title, t.body, t.ids, t.marks) for number, t in here],
            )
            self.run_many(
                f"INSERT INTO {table(partition, 'typed')} (rowid, typed) VALUES (%s, %s)",
                [(number, t.typed) for number, t in here],
            )

    def remove_many(self, entries: Sequence[tuple[int, int]]) -> None:
        for partition in sorted({each[1] for each in entries}):
            here = [[number] for number, where in entries if where == partition]
            for name in ("words", "typed"):
                self.run_many(f"DELETE FROM {table(partition, name)} WHERE rowid = %s", here)

    def drop_strays(self) -> None:
        for partition in PARTITIONS:
            for name in ("words", "typed"):
                fts = table(partition, name)
                self.run(f"DELETE FROM {fts} WHERE rowid IN ({_strays(partition, name)})")

    def differing(self, partition: int, expected: Mapping[int, Terms]) -> set[int]:
        sql = (
            f"SELECT w.rowid, w.title_n, w.body_n, w.ids, w.marks, t.typed"
            f" FROM {table(partition)} w JOIN {table(partition, 'typed')} t ON t.rowid = w.rowid"
            " WHERE w.rowid IN (SELECT value FROM json_each(%s))"
        )
        rows = self.rows(Sql(sql, (json.dumps(sorted(expected)),)))
        held = {row[0]: Terms(*row[1:]) for row in rows}
        return {number for number, terms in expected.items() if held.get(number) != terms}

    def strays(self) -> int:
        each = [Sql(f"SELECT count(*) FROM ({_strays(p, 'words')})") for p in PARTITIONS]
        return sum(number for (number,) in self.rows_of_all(each))


def _strays(partition: int, name: str) -> str:
    return (
        f"SELECT rowid FROM {table(partition, name)} EXCEPT"
        f" SELECT id FROM search_entry WHERE partition = {partition:d}"
    )
