from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, connections

from community.jobs import registry


@pytest.fixture
def handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A registry of the test's own: what it registers is forgotten afterwards."""
    monkeypatch.setattr(registry, "_handlers", {})


@pytest.fixture
def threads_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """A database for several threads at once. SQLite's in memory locks unlike a real one,
    so there it is a file with the jobs' tables."""
    if connection.vendor != "sqlite":
        yield
        return
    settings, in_memory = connections.settings["default"], connections["default"]
    name, settings["NAME"] = settings["NAME"], str(tmp_path / "threads.sqlite3")
    connections["default"] = connections.create_connection("default")
    call_command("migrate", "jobs", verbosity=0)
    yield
    connection.close()
    connections["default"] = in_memory
    settings["NAME"] = name
