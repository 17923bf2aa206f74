"""Statements on the connection that holds entries and full-text tables alike."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from search.backends.sqlite.sql import Sql, joined


class Connected:
    """What runs on a connection, in whatever transaction it is in."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    def run(self, sql: str, params: Iterable[Any] = ()) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(sql, list(params))

    def run_many(self, sql: str, each: Sequence[Sequence[Any]]) -> None:
        with self.connection.cursor() as cursor:
            cursor.executemany(sql, each)

    def rows(self, sql: Sql) -> list[Any]:
        with self.connection.cursor() as cursor:
            cursor.execute(sql.text, list(sql.params))
            return list(cursor.fetchall())

    def rows_of_all(self, parts: Sequence[Sql]) -> list[Any]:
        """The rows of all statements, which have the same columns; of none without one."""
        return self.rows(joined(" UNION ALL ", parts)) if parts else []
