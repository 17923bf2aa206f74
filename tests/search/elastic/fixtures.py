"""A real server (ELASTICSEARCH_URL), and an index of its own for each test."""

import os
from collections.abc import Iterator
from uuid import uuid4

import pytest
from pytest_django import Settings

from search import feeding
from search.backends import elastic
from search.backends.elastic import client, indices
from search.backends.elastic.engine import ElasticEngine
from search.building import build
from search.index import Index, live
from tests.search.engines.planting import Planted


@pytest.fixture
def elastic_url() -> str:
    """Where the server is; without one, the test is skipped and says so."""
    url = os.environ.get("ELASTICSEARCH_URL", "")
    if not url:
        pytest.skip("ELASTICSEARCH_URL is not set")
    return url


@pytest.fixture
def new_process() -> Iterator[None]:
    """Neither connections nor the memory of failures outlive a test."""
    elastic.breaker.succeeded()
    client.forget_clients()
    yield
    elastic.breaker.succeeded()
    client.forget_clients()


@pytest.fixture
def empty(db: None, new_process: None, elastic_url: str, settings: Settings) -> Iterator[Index]:
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


@pytest.fixture
def planted_elastic(index: Index) -> Planted:
    """The live index on the server, asked and fed as the portal does."""
    return Planted(index, lambda: ElasticEngine(index), lambda: settle(index))


def settle(index: Index) -> feeding.Fed:
    """Tells what is to be told and waits until it is found."""
    told = feeding.feed(index)
    indices.refresh(client.working(), indices.live(client.working(), index))
    return told
