"""Two nodes with data and one that only votes: the master dies while people search and write.

Starts a cluster of its own, so it runs only where ELASTICSEARCH_HOME says that there may be one.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytest_django import Settings

from search import comparing, feeding
from search.backends.elastic import client
from search.backends.elastic.engine import ElasticEngine
from search.backends.protocol import EngineDown, Scope
from search.building import build
from search.index import Index, live
from search.parsing import parse
from search.query import Query
from tests.search.shelf import OUTSIDER, Shelf, found

SCRIPT = Path(__file__).parents[3] / "deploy/elasticsearch.sh"
READERS = 2
# Entries written before the master is killed, and in all.
BEFORE, ALL = 40, 140

pytestmark = [
    pytest.mark.elastic,
    pytest.mark.skipif(
        not os.environ.get("ELASTICSEARCH_HOME"), reason="ELASTICSEARCH_HOME is not set"
    ),
]


@dataclass(frozen=True)
class Cluster:
    folder: Path
    hosts: list[str]

    def kill_master(self) -> str:
        """Ends the master as a power cut would; gives its name."""
        (master,) = client.working().cat.master(format="json").body
        name = str(master["node"])
        os.kill(int((self.folder / name / "es.pid").read_text()), signal.SIGKILL)
        return name


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    # Not in pytest's own folder: the server's user could not get there.
    folder = Path(tempfile.mkdtemp(prefix="portal-three-nodes-"))
    try:
        run = [str(SCRIPT), "start-three", str(folder)]
        url = subprocess.run(run, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
        yield Cluster(folder, url.split(","))
    finally:
        subprocess.run([str(SCRIPT), "stop", str(folder)], check=True)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def index(cluster: Cluster, new_process: None, settings: Settings, db: None) -> Index:
    settings.ELASTICSEARCH_HOSTS = cluster.hosts
    settings.ELASTICSEARCH_REPLICAS = 1
    build(live())
    client.working().cluster.health(wait_for_status="green", timeout="60s")
    return live()


class Asker(ElasticEngine):
    """Asks as the portal does, from threads that have no database of their own."""

    def _denied(self, scope: Scope) -> list[int]:
        return []


@dataclass
class Readers:
    """People who search all the time."""

    index: Index
    stop: threading.Event = field(default_factory=threading.Event)
    seen: Counter[str] = field(default_factory=Counter)
    most: int = 0

    def read(self) -> None:
        query, scope = parse("zakrpa"), Scope(OUTSIDER.acl_ids, OUTSIDER.partitions, now=2**31)
        while not self.stop.wait(0.02):
            self._once(query, scope)

    def _once(self, query: Query, scope: Scope) -> None:
        try:
            total = sum(Asker(self.index).count(query, scope).bins.values())
        except EngineDown as down:
            self.seen[f"{type(down).__name__} {down}"] += 1
            return
        self.seen["answered"] += 1
        self.most = max(self.most, total)


def tell(index: Index) -> None:
    """As the worker does: what does not work now is tried again."""
    deadline = time.monotonic() + 40
    while True:
        try:
            feeding.feed(index)
        except feeding.NotFed:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


def test_the_master_dies_and_nobody_notices(cluster: Cluster, index: Index, notes: Shelf) -> None:
    readers = Readers(index)
    threads = [threading.Thread(target=readers.read) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        killed = ""
        for number in range(ALL):
            notes.put(f"{number}", f"Zakrpa {number}")
            tell(index)
            if number == BEFORE:
                killed = cluster.kill_master()
        # The portal's own way, with the database at hand.
        assert not found(OUTSIDER, "zakrpa").degraded
    finally:
        readers.stop.set()
        for thread in threads:
            thread.join()
    (master,) = client.working().cat.master(format="json").body
    assert master["node"] != killed
    assert feeding.waiting(index) == 0
    assert list(comparing.differences(index)) == []
    results = found(OUTSIDER, "zakrpa")
    assert (results.total, results.degraded) == (ALL, False)
    assert list(readers.seen) == ["answered"]
    assert readers.seen["answered"] > BEFORE
    assert readers.most >= BEFORE
