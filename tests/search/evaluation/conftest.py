"""The engines that this run can ask."""

import os

import pytest
from django.db import connection
from pytest_django import Settings

from search.apart import EngineName
from tests.search.elastic.fixtures import new_process

__all__ = ["new_process"]

ENGINES = [
    "sqlite",
    pytest.param("postgresql", marks=pytest.mark.postgres),
    pytest.param("elastic", marks=pytest.mark.elastic),
]


def there_is(engine: EngineName) -> bool:
    """Whether the engine can be asked here."""
    if engine == "postgresql":
        return connection.vendor == "postgresql"
    return engine == "sqlite" or bool(os.environ.get("ELASTICSEARCH_URL"))


@pytest.fixture(autouse=True)
def _elastic(settings: Settings, new_process: None) -> None:
    """Where tests are given a server, an evaluation may use it."""
    url = os.environ.get("ELASTICSEARCH_URL", "")
    settings.ELASTICSEARCH_HOSTS = url.split(",") if url else []


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, db: None) -> EngineName:
    """Each engine in turn; those that are not there are skipped and say so."""
    name: EngineName = request.param
    if not there_is(name):
        pytest.skip(f"no {name} here: DATABASE_URL and ELASTICSEARCH_URL name them")
    return name
