"""Elasticsearch away: the database answers, and the page says so to everybody alike."""

from typing import Any

import pytest
from django.test import Client

from search.models import Change
from tests.search.shelf import Shelf


@pytest.mark.parametrize("query", ["isto", "kvarcit", "nepostojeće"])
def test_the_page_answers_with_a_notice(
    client: Client, notes: Shelf, settings: Any, query: str
) -> None:
    notes.put("a", "Isto")
    notes.put("b", "Kvarcit", place="red")
    # As if Elasticsearch had been built since; nobody listens there.
    Change.objects.all().delete()
    settings.ELASTICSEARCH_HOSTS = ["http://127.0.0.1:9"]
    html = client.get("/en/search/", {"q": query}).content.decode()
    assert "The database answers in its place" in html
    assert ("<mark>Isto</mark>" in html) == (query == "isto")
    assert "<mark>Kvarcit" not in html
