"""The engines. Only `search.service` asks one, only `search.writing` feeds one."""

from django.db import connections

from search.backends.postgresql import PostgresqlEngine
from search.backends.protocol import Store
from search.backends.sqlite import SqliteEngine
from search.index import Index


def store(index: Index) -> Store:
    """The engine of the index's database, in which every entry lies."""
    connection = connections[index.using]
    if connection.vendor == "postgresql":
        return PostgresqlEngine(connection)
    return SqliteEngine(connection)
