from collections.abc import Iterator

import pytest

from search import registry

from .shelf import Shelf


@pytest.fixture(autouse=True)
def _no_other_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows that migrations of other apps make are none of these tests' business."""
    monkeypatch.setattr(registry, "_kinds", {})


@pytest.fixture
def notes(db: None) -> Iterator[Shelf]:
    yield from _shelf("note")


@pytest.fixture
def papers(db: None) -> Iterator[Shelf]:
    yield from _shelf("paper")


def _shelf(name: str) -> Iterator[Shelf]:
    shelf = Shelf(name)
    registry.register(shelf.kind())
    yield shelf
    registry.unregister(name)
