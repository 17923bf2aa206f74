"""What every test may use. Hosts other than this machine are closed in `pyproject.toml`."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from community.models import Person
from tests.databases import flushable_log, pytest_collection_modifyitems
from tests.logging_in import log_in

MOMENT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

__all__ = ["flushable_log", "pytest_collection_modifyitems"]

ClientOf = Callable[[Person], Client]


@pytest.fixture
def client_of() -> ClientOf:
    """`client_of(person)`: a client in which the person is logged in, the same each time."""
    clients: dict[int, Client] = {}

    def logged_in(person: Person) -> Client:
        if person.pk not in clients:
            clients[person.pk] = log_in(Client(), person)
        return clients[person.pk]

    return logged_in


@pytest.fixture
def frozen() -> Iterator[time_machine.Traveller]:
    """Time stands still; `frozen.shift(seconds)` moves it."""
    with time_machine.travel(MOMENT, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Each test begins in English, whatever page the one before it opened last."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _forget_counters(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests that are not rolled back would leave their counters to the next one."""
    marker = request.node.get_closest_marker("django_db")
    kept = bool(marker and marker.kwargs.get("transaction"))
    if kept or {"transactional_db", "live_server"} & set(request.fixturenames):
        request.getfixturevalue("transactional_db")
        yield
        cache.clear()
    else:
        yield
