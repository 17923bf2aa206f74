"""Search in PostgreSQL: one table per partition, access inside the query."""

from django.db.backends.base.base import BaseDatabaseWrapper


class PostgresqlEngine:
    """The engine of a PostgreSQL database; `connection` holds entries and terms alike."""

    name = "postgresql"

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
