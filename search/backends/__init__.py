"""The engines. Only `search.service` asks one, only `search.writing` feeds one."""

from django.db import connection

from search.backends.protocol import Engine
from search.backends.sqlite import SqliteEngine


def engine() -> Engine | None:
    """The engine of the default database; None where there is none yet (PostgreSQL)."""
    return SqliteEngine(connection) if connection.vendor == "sqlite" else None
