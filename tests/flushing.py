"""Lets a transactional test end: it empties every table, which the audit log refuses.

Import `flushable_log` in a conftest. The triggers come back with the `post_migrate` that
follows each flush, so they are there in every test.
"""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import TransactionTestCase

from community.audit import triggers


@pytest.fixture(scope="session", autouse=True)
def flushable_log() -> Iterator[None]:
    original = TransactionTestCase._fixture_teardown

    def teardown(case: TransactionTestCase) -> None:
        triggers.drop(connection)
        original(case)

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
    yield
    patch.undo()
