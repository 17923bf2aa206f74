"""Two things that pytest-django and this project must agree on. `conftest` imports both."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import TransactionTestCase

from community.audit import triggers
from portal.models import BasePage
from portal.pages.founding import found
from search import registry

BOTH = ["default", "limits"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """pytest-django makes a test database only for what some marker names; without this a
    run of a few tests would count its rate limits in the developer's own file."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker is not None:
            marker.kwargs.setdefault("databases", BOTH)  # type: ignore[attr-defined]
        elif {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.django_db(databases=BOTH))


@pytest.fixture(scope="session", autouse=True)
def flushable_log() -> Iterator[None]:
    """Lets a transactional test end: it empties every table, which the audit log refuses.

    The triggers come back with the `post_migrate` that follows each flush, so they are
    there in every test.
    """
    original = TransactionTestCase._fixture_teardown

    def teardown(case: TransactionTestCase) -> None:
        if connection.in_atomic_block:
            original(case)
            return
        triggers.drop(connection)
        original(case)
        _found_again()

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
    yield
    patch.undo()


def _found_again() -> None:
    """The flush took what migrations made: the roots of Wagtail's trees and the home pages.

    Like a new instance, with nothing of it in search.
    """
    found()
    for uid in BasePage.objects.values_list("uid", flat=True):
        registry.forget("page", uid)
