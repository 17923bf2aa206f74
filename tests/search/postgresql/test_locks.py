"""Writers of different entries do not wait for each other in a circle."""

from collections.abc import Iterator
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import Error, connection, transaction

from search.backends import store
from search.index import Index
from search.models import Text, Word
from search.writing import Document, put

PATIENCE = 30


@pytest.fixture
def on_postgresql(transactional_db: None) -> Iterator[None]:
    if connection.vendor != "postgresql":
        pytest.skip("DATABASE_URL names no PostgreSQL")
    yield
    store(Index()).drop_strays()


def write(first: str, second: str, both: Barrier, failed: list[Error]) -> None:
    """Writes two entries in one transaction, the second when the other writer has its first."""
    try:
        with transaction.atomic():
            put("note", uuid4(), Document(first, "", acl=1, partition=0))
            both.wait(PATIENCE)
            put("note", uuid4(), Document(second, "", acl=1, partition=0))
    except Error as error:
        failed.append(error)
    finally:
        connection.close()


def test_two_transactions_with_the_same_new_words_in_turn(on_postgresql: None) -> None:
    put("note", uuid4(), Document("Prvi", "", acl=1, partition=0))  # makes the bin
    both, failed = Barrier(2), list[Error]()
    writers = [
        Thread(target=write, args=(*pair, both, failed))
        for pair in [("Kruškovac", "Višnjevac"), ("Višnjevac", "Kruškovac")]
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(PATIENCE)
    assert failed == []
    assert Text.objects.count() == 5
    assert {"kruskovac", "visnjevac"} <= set(Word.objects.values_list("bald", flat=True))
