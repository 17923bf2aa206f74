"""A shelf of notes, and the page as text."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from search import registry
from tests.search.shelf import Shelf

Seen = Callable[..., str]


@pytest.fixture
def notes(db: None) -> Iterator[Shelf]:
    shelf = Shelf("note")
    registry.register(shelf.kind())
    yield shelf
    registry.unregister("note")


@pytest.fixture
def seen(client: Client) -> Seen:
    """`seen(q="…", kind=[…])`: the main part of the page that a visitor gets."""

    def opened(**asked: object) -> str:
        response = client.get("/en/search/", asked)
        assert response.status_code == 200
        main = response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
        return re.sub(r'(csrfmiddlewaretoken" value=")[^"]*', r"\1", main)

    return opened
