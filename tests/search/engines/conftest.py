"""The same tests for every engine that this run can ask."""

import os

import pytest

from search.backends import store
from search.index import Index
from tests.search.elastic.fixtures import (
    elastic_url,
    empty,
    index,
    new_process,
    planted_elastic,
)

from .planting import Planted

__all__ = ["elastic_url", "empty", "index", "new_process", "planted_elastic"]

ENGINES = ["database", pytest.param("elastic", marks=pytest.mark.elastic)]


@pytest.fixture(params=ENGINES)
def planted(request: pytest.FixtureRequest, db: None) -> Planted:
    """An empty index: of the tests' own database, or of Elasticsearch beside it."""
    if request.param == "elastic":
        if not os.environ.get("ELASTICSEARCH_URL"):
            pytest.skip("ELASTICSEARCH_URL is not set")
        return request.getfixturevalue("planted_elastic")
    index = Index()
    return Planted(index, lambda: store(index))
