"""The stage of the tests of people, and a database for several threads at once."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, connections

from .stage import Stage, set_up


@pytest.fixture
def stage(db: None) -> Stage:
    return set_up()


@pytest.fixture
def threads_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """SQLite's database in memory locks unlike a real one, so there it is copied to a file."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    file = sqlite3.connect(tmp_path / "threads.sqlite3")
    connection.connection.backup(file)
    file.close()
    settings, in_memory = connections.settings["default"], connections["default"]
    name, settings["NAME"] = settings["NAME"], str(tmp_path / "threads.sqlite3")
    connections["default"] = connections.create_connection("default")
    yield
    connection.close()
    connections["default"] = in_memory
    settings["NAME"] = name
