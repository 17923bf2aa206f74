"""kill -9 of the real worker process: nothing is lost, no row is doubled.

Runs on a database of its own: a SQLite file, and a fresh PostgreSQL database where the
tests run on PostgreSQL.
"""

import os
import random
import re
import sqlite3
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.community.jobs.probe import FOLLOWS

ROOT = Path(__file__).resolve().parents[3]
MARKS, MAILS, KILLS = 260, 120, 4
LEASE = "1"
PATIENCE = 60  # seconds until a worker that does not get on is a failure
# The clock may queue work of its own meanwhile.
OURS = "(handler LIKE 'probe.%' OR handler = 'notify.deliver')"


class Trial:
    """A database, a folder for mails, and workers that are started and killed."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.mails = folder / "mails"
        self.mails.mkdir()
        self.started: list[subprocess.Popen[bytes]] = []
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.community.jobs.kill_settings",
            "SECRET_KEY": uuid.uuid4().hex * 2,
            "ALLOWED_HOSTS": "localhost",
            "DATABASE_URL": url,
            "PROBE_MAIL_DIR": str(self.mails),
        }

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, *arguments]
        process = subprocess.Popen(command, cwd=ROOT, env=self.environment)
        self.started.append(process)
        return process

    def end(self) -> None:
        """Leaves no process behind, whatever the test found."""
        for process in self.started:
            process.kill()
            process.wait()

    def worker(self, *arguments: str) -> subprocess.Popen[bytes]:
        return self.start("manage.py", "worker", "--lease", LEASE, *arguments)

    def rows(self, statement: str) -> list[tuple[int | str, ...]]:
        if self.url.startswith("sqlite"):
            with sqlite3.connect(self.url.removeprefix("sqlite:///"), timeout=20) as base:
                return base.execute(statement).fetchall()
        with psycopg.connect(self.url) as server:
            return server.execute(statement).fetchall()

    def done(self) -> int:
        return int(
            self.rows(f"SELECT count(*) FROM jobs_job WHERE state = 'done' AND {OURS}")[0][0]
        )

    def sent(self) -> Counter[str]:
        """How often each Message-ID lies in the folder."""
        found: Counter[str] = Counter()
        for path in self.mails.iterdir():
            text = path.read_text(errors="replace")
            found.update(re.findall(r"^Message-ID: (<\S+>)$", text, re.MULTILINE))
        return found


@pytest.fixture
def trial(tmp_path: Path) -> Iterator[Trial]:
    if connection.vendor != "postgresql":
        trial = Trial(f"sqlite:///{tmp_path}/kill.sqlite3", tmp_path)
        yield trial
        trial.end()
        return
    name = f"kill_{uuid.uuid4().hex}"
    settings = connection.settings_dict
    server = "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}".format(**settings)
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        trial = Trial(f"{server}/{name}", tmp_path)
        yield trial
        trial.end()
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def kill_at(trial: Trial, count: int) -> None:
    """Starts a worker and kills it, without a warning, once `count` jobs are done."""
    worker = trial.worker()
    deadline = time.monotonic() + PATIENCE
    while trial.done() < count:
        assert worker.poll() is None, "the worker ended by itself"
        assert time.monotonic() < deadline, "the worker does not get on"
        time.sleep(0.01)
    time.sleep(random.random() / 50)
    worker.kill()
    assert worker.wait() == -9


def test_killed_workers_lose_nothing_and_double_no_row(trial: Trial) -> None:
    prepared = trial.start("-m", "tests.community.jobs.probe.prepare", str(MARKS), str(MAILS))
    assert prepared.wait(timeout=PATIENCE) == 0
    everything = 2 * MARKS + MAILS
    for kill in range(1, KILLS + 1):
        kill_at(trial, kill * everything // (KILLS + 2) + random.randrange(20))
    before = trial.done()
    assert before < everything, "nothing was left to recover"
    assert trial.worker("--idle-exit").wait(timeout=PATIENCE) == 0

    states = trial.rows(f"SELECT state, count(*) FROM jobs_job WHERE {OURS} GROUP BY state")
    assert states == [("done", everything)]

    marks = Counter(row[0] for row in trial.rows("SELECT number FROM probe_mark"))
    expected = [*range(MARKS), *range(FOLLOWS, FOLLOWS + MARKS)]
    assert marks == Counter(expected)
    assert trial.rows("SELECT count(*), max(seq) FROM audit_entry") == [(MARKS, MARKS)]
    assert trial.rows("SELECT seq FROM audit_head") == [(MARKS,)]

    wanted = trial.rows("SELECT message_id FROM notify_outgoingmail WHERE state = 'sent'")
    sent = trial.sent()
    assert set(sent) == {row[0] for row in wanted}
    assert len(sent) == MAILS
    assert sent.total() <= MAILS + KILLS


def test_dying_at_the_worst_moments_doubles_only_the_mail(trial: Trial) -> None:
    """Before the commit, right after it, and between the mail server's yes and our mark."""
    prepared = trial.start("-m", "tests.community.jobs.probe.prepare")
    assert prepared.wait(timeout=PATIENCE) == 0
    codes = [trial.worker("--idle-exit").wait(timeout=PATIENCE) for _ in range(4)]
    assert codes == [-9, -9, -9, 0]
    assert sorted(trial.rows("SELECT number FROM probe_mark")) == [(1,), (2,)]
    assert trial.done() == 3
    ((message_id,),) = trial.rows("SELECT message_id FROM notify_outgoingmail")
    assert trial.sent() == {message_id: 2}
