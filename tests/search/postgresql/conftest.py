from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from search.backends import store
from search.index import Index
from tests.search.engines.planting import Planted


@pytest.fixture
def planted(db: None) -> Planted:
    """An empty index in PostgreSQL."""
    if connection.vendor != "postgresql":
        pytest.skip("DATABASE_URL names no PostgreSQL")
    index = Index()
    return Planted(index, lambda: store(index))


@pytest.fixture
def asked(planted: Planted) -> Iterator[list[str]]:
    """Every statement of a search that is asked within the test, as it is sent."""
    found: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("SET LOCAL"):
            found.append(connection.ops.compose_sql(sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found
