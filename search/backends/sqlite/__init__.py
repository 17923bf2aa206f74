"""Search in SQLite's FTS5, one table per partition, access inside the query.

The tables hold terms that were made in Python; FTS5 only cuts them at spaces. A table
per partition keeps document frequencies apart: in a common table the restricted rows
would move the order of public hits.
"""

from search.backends.sqlite.engine import SqliteEngine
from search.backends.sqlite.sql import table

__all__ = ["SqliteEngine", "table"]
