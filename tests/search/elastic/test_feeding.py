"""What changes is told; what is told twice, late or in vain does no harm."""

import pytest

from search import feeding
from search.backends.elastic import client, indices
from search.index import Index
from search.models import Change
from search.service import Ask, search
from tests.search.shelf import OUTSIDER, Reader, Shelf

pytestmark = pytest.mark.elastic


def titles(viewer: Reader, text: str) -> list[str]:
    """The titles of what Elasticsearch itself finds."""
    results = search(viewer, Ask(text))
    assert not results.degraded
    return [hit.row.title for hit in results.hits]


def tell(index: Index) -> feeding.Fed:
    told = feeding.feed(index)
    indices.refresh(client.working(), indices.live(client.working(), index))
    return told


def test_what_is_told_is_found_by_elasticsearch(index: Index, notes: Shelf) -> None:
    notes.put("a", "Zakrpa za server", "Ranjivost u bazi")
    assert titles(OUTSIDER, "zakrpe") == []
    assert tell(index) == feeding.Fed(settled=1)
    assert titles(OUTSIDER, "zakrpe") == ["Zakrpa za server"]
    assert not Change.objects.exists()
