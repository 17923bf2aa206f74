"""The demo network, seeded once for a module of tests and taken back after it."""

import hashlib
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from portal.demo.cast import Cast
from portal.demo.seeding import Figures, seed


def seed_again(figures: Figures | None = None) -> Cast:
    with override_settings(DEBUG=True):
        return seed(figures)


@pytest.fixture(scope="module")
def network(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """What it consists of. Tests with it carry `pytest.mark.django_db` and are rolled back too."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield seed_again()
        transaction.set_rollback(True)
        cache.clear()


def rows() -> dict[str, tuple[int, str]]:
    """How many rows each table has, and a digest of all that stands in them."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            lines = sorted(repr(row) for row in cursor.fetchall())
            found[table] = (len(lines), hashlib.sha256("\n".join(lines).encode()).hexdigest())
    return found
