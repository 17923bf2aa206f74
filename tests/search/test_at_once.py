"""People search and write while everything is indexed anew: never empty, never stale."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import pytest
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from search import registry
from search.index import Index
from search.service import Ask, search
from search.writing import Document, put, put_many

from .shelf import OUTSIDER, SPACE, Shelf, Thing

ALIAS = "search_in_a_file"
ENTRIES, ROUNDS, CHUNK = 120, 6, 20


@pytest.fixture
def filed(tmp_path: Path, django_db_blocker: Any) -> Iterator[Index]:
    """An index in a file of its own, opened anew by every thread as by every process.

    Apart from the tests' database, which threads may not open.
    """
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    base = connections[DEFAULT_DB_ALIAS].settings_dict
    name = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "index.sqlite3")}
    connections.databases[ALIAS] = {**base, **name, "OPTIONS": options}
    with django_db_blocker.unblock():
        executor = MigrationExecutor(connections[ALIAS])
        executor.migrate([key for key in executor.loader.graph.leaf_nodes() if key[0] == "search"])
        yield Index(using=ALIAS)
        connections[ALIAS].close()
    del connections[ALIAS]
    del connections.databases[ALIAS]


def uid_of(number: int) -> UUID:
    return uuid5(SPACE, f"at-once/{number}")


def renewed(turn: int, numbers: range) -> dict[UUID, Document]:
    return {uid_of(n): Document("Isto", f"broj{n} krug{turn} reci " * 30, 1, 0) for n in numbers}


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    shelf = Shelf("note")
    for number in range(ENTRIES + ROUNDS):
        shelf.things[uid_of(number)] = Thing(uid_of(number), "Isto", "", "public")
    registry.register(shelf.kind())
    yield shelf
    registry.unregister("note")


@dataclass
class Crowd:
    """Some who write until they are done, some who read until then; their faults are kept."""

    index: Index
    over: threading.Event = field(default_factory=threading.Event)
    totals: set[int] = field(default_factory=set)
    faults: list[Exception] = field(default_factory=list)

    def renew(self) -> None:
        for turn in range(1, ROUNDS):
            for start in range(0, ENTRIES, CHUNK):
                put_many("note", renewed(turn, range(start, start + CHUNK)), self.index)

    def write(self) -> None:
        for number in range(ENTRIES, ENTRIES + ROUNDS):
            document = Document("Novo", f"samo{number}", 1, 0)
            put("note", uid_of(number), document, self.index)
            hits = search(OUTSIDER, Ask(f"samo{number}"), self.index).hits
            assert [hit.uid for hit in hits] == [uid_of(number)]

    def read(self) -> None:
        while not self.over.is_set():
            results = search(OUTSIDER, Ask("isto"), self.index)
            self.totals.add(results.total)
            assert len(results.hits) == 10

    def run(self, act: Callable[[], None]) -> None:
        try:
            act()
        except Exception as error:  # noqa: BLE001 - told by the test, not by the thread
            self.faults.append(error)
        finally:
            connections[ALIAS].close()

    def meet(self) -> None:
        writers = [threading.Thread(target=self.run, args=(a,)) for a in (self.renew, self.write)]
        readers = [threading.Thread(target=self.run, args=(self.read,)) for _ in range(2)]
        for thread in (*readers, *writers):
            thread.start()
        for thread in writers:
            thread.join()
        self.over.set()
        for thread in readers:
            thread.join()


def test_a_renewal_while_people_read_and_write(filed: Index, shelf: Shelf) -> None:
    put_many("note", renewed(0, range(ENTRIES)), filed)
    crowd = Crowd(filed)
    crowd.meet()
    assert crowd.faults == []
    assert crowd.totals == {ENTRIES}
    assert search(OUTSIDER, Ask(f"krug{ROUNDS - 1}"), filed).total == ENTRIES
    assert search(OUTSIDER, Ask("krug0"), filed).total == 0


KILLED = """
import os, signal, sys
from uuid import UUID
import django
django.setup()
from django.db import connections
from search import backends
from search.index import Index
from search.writing import Document, put_many
base = connections["default"].settings_dict
connections.databases["search_in_a_file"] = {**base, "NAME": sys.argv[1]}
kept = backends.SqliteEngine.add_many
def add_many(self, entries):
    kept(self, entries)
    os.kill(os.getpid(), signal.SIGKILL)
backends.SqliteEngine.add_many = add_many
documents = {UUID(each): Document("Isto", "prekinuto", 1, 0) for each in sys.argv[2:]}
put_many("note", documents, Index(using="search_in_a_file"))
"""


def test_a_renewal_killed_in_the_middle_of_a_batch_leaves_what_was(
    filed: Index, shelf: Shelf, tmp_path: Path
) -> None:
    put_many("note", renewed(0, range(ENTRIES)), filed)
    uids = [str(uid_of(number)) for number in range(CHUNK)]
    path = str(tmp_path / "index.sqlite3")
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/other.sqlite3"}
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, path, *uids], env=environment, check=False
    )
    assert ended.returncode == -signal.SIGKILL
    assert search(OUTSIDER, Ask("isto"), filed).total == ENTRIES
    assert search(OUTSIDER, Ask("krug0"), filed).total == ENTRIES
    assert search(OUTSIDER, Ask("prekinuto"), filed).total == 0
    put_many("note", renewed(1, range(CHUNK)), filed)
    assert search(OUTSIDER, Ask("krug1"), filed).total == CHUNK
