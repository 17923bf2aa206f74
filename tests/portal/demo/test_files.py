"""The demo's documents: real files, found by their text in both scripts, the same each time."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from portal.demo.cast import Cast
from portal.demo.file_forms import made
from portal.demo.names import uid_of
from portal.demo.records import records
from portal.files.models import FileText, PageFile
from tests.portal.demo.seeded import network

__all__ = ["network"]
pytestmark = pytest.mark.django_db

FILES = records("files")["files"]
WHEN = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_every_kind_that_is_read_is_there(network: Cast) -> None:
    assert {row["file"].rpartition(".")[2] for row in FILES} == {"pdf", "docx", "odt"}
    for row in FILES:
        text = FileText.objects.get(uid=uid_of("document", row["file"]))
        assert text.problem == ""
        assert row["paragraphs"][1] in text.text.replace("\n", " ")
        assert PageFile.objects.filter(document=text.document).exists()


def test_no_document_of_the_demo_is_unread(network: Cast) -> None:
    assert FileText.objects.count() >= len(FILES) + 8
    assert not FileText.objects.exclude(read_at__isnull=False, problem="").exists()


@pytest.mark.parametrize(
    ("words", "file"),
    [
        ("једнократна шифра", "sest-znakova-prevare.pdf"),
        ("jednokratna šifra", "sest-znakova-prevare.pdf"),
        ("uskraćivanje usluge", "obrazac-prijave-incidenta.docx"),
        ("restored copy", "first-hour-checklist.odt"),
    ],
)
def test_a_stranger_finds_it_by_its_text(
    words: str, file: str, network: Cast, client: Client
) -> None:
    assert file in client.get("/sr/search/", {"q": words}).content.decode()


@pytest.mark.parametrize("row", FILES, ids=lambda row: row["key"])
def test_the_same_bytes_each_time(row: dict[str, str]) -> None:
    suffix = row["file"].rpartition(".")[2]
    first, second = (made(suffix, row["title"], row["paragraphs"], WHEN) for _ in range(2))
    assert first == second
