"""A real server (ELASTICSEARCH_URL), and an index of their own for these tests."""

import os
from collections.abc import Iterator
from uuid import uuid4

import pytest
from pytest_django import Settings

from search.backends import elastic
from search.backends.elastic import client, indices
from search.building import build
from search.index import Index, live


@pytest.fixture
def elastic_url() -> str:
    """Where the server is; without one, the test is skipped and says so."""
    url = os.environ.get("ELASTICSEARCH_URL", "")
    if not url:
        pytest.skip("ELASTICSEARCH_URL is not set")
    return url


@pytest.fixture(autouse=True)
def _new_process() -> Iterator[None]:
    """Neither connections nor the memory of failures outlive a test."""
    elastic.breaker.succeeded()
    client.forget_clients()
    yield
    elastic.breaker.succeeded()
    client.forget_clients()


@pytest.fixture
def empty(db: None, elastic_url: str, settings: Settings) -> Iterator[Index]:
    """The live index is on the server, under a name of its own, and nothing is built yet."""
    settings.ELASTICSEARCH_HOSTS = elastic_url.split(",")
    settings.SEARCH_PREFIX = f"test-{uuid4().hex[:12]}"
    index = live()
    yield index
    settings.ELASTICSEARCH_HOSTS = elastic_url.split(",")
    client.forget_clients()
    indices.drop_all(client.working(), index)


@pytest.fixture
def index(empty: Index) -> Index:
    """The live index, built and empty."""
    build(empty)
    return empty
