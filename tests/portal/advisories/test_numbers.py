"""Numbers under concurrency: many publishers at once, no gap and no double."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from portal.advisories import lifecycle
from portal.advisories.models import Advisory, Release
from tests.portal.advisories.desk import Desk

WORKERS = 4


@pytest.fixture
def threads_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """A database for several threads at once. SQLite's in memory locks unlike a real one, so
    there it is copied into a file."""
    if connection.vendor != "sqlite":
        yield
        return
    file = tmp_path / "threads.sqlite3"
    connection.ensure_connection()
    with sqlite3.connect(file) as copy:
        connection.connection.backup(copy)
    copy.close()
    settings, in_memory = connections.settings["default"], connections["default"]
    name, settings["NAME"] = settings["NAME"], str(file)
    connections["default"] = connections.create_connection("default")
    yield
    connection.close()
    connections["default"] = in_memory
    settings["NAME"] = name


@pytest.mark.usefixtures("threads_database")
def test_releases_at_the_same_moment_take_neighbouring_numbers() -> None:
    desk = Desk()
    waiting = [desk.approved().pk for _ in range(WORKERS)]
    by, start = desk.by(desk.publisher), Barrier(WORKERS)
    failures: list[Exception] = []

    def release(pk: int) -> None:
        try:
            start.wait(10)
            lifecycle.publish_release(Advisory.objects.get(pk=pk), by=by)
        except Exception as error:  # noqa: BLE001 - told below, in the test's own thread
            failures.append(error)
        finally:
            connection.close()

    threads = [Thread(target=release, args=(pk,)) for pk in waiting]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    numbers = sorted(Release.objects.values_list("number", flat=True))
    assert [int(number[-4:]) for number in numbers] == list(range(1, WORKERS + 1))
