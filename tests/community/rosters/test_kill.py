"""kill -9 of the worker in the middle of a list: every row is made, none twice."""

import random
import time

from tests.community.jobs.test_kill import PATIENCE, Trial

ROWS, KILLS = 120, 3
MADE = "SELECT count(*) FROM rosters_row WHERE state = 'made'"


def made(trial: Trial) -> int:
    return int(trial.rows(MADE)[0][0])


def kill_at(trial: Trial, count: int) -> None:
    """Starts a worker and kills it, without a warning, once so many rows are made."""
    worker = trial.worker()
    deadline = time.monotonic() + 2 * PATIENCE
    while made(trial) < count:
        assert worker.poll() is None, "the worker ended by itself"
        assert time.monotonic() < deadline, "the worker does not get on"
        time.sleep(0.01)
    time.sleep(random.random() / 50)
    worker.kill()
    assert worker.wait() == -9


def test_killed_workers_make_every_row_once(trial: Trial) -> None:
    prepared = trial.start("-m", "tests.community.rosters.prepare_kill", str(ROWS))
    assert prepared.wait(timeout=4 * PATIENCE) == 0
    for kill in range(1, KILLS + 1):
        kill_at(trial, kill * ROWS // (KILLS + 2))
    assert made(trial) < ROWS, "nothing was left to recover"
    assert trial.worker("--idle-exit").wait(timeout=4 * PATIENCE) == 0

    assert trial.rows("SELECT state, count(*) FROM rosters_row GROUP BY state") == [("made", ROWS)]
    assert trial.rows("SELECT state FROM rosters_import") == [("done",)]
    invited = "SELECT count(*), count(DISTINCT email) FROM people_invitation"
    assert trial.rows(invited) == [(ROWS, ROWS)]
    sent = "SELECT count(*) FROM audit_entry WHERE verb = 'invitation.send'"
    assert trial.rows(sent) == [(ROWS,)]
    letters = (
        "SELECT count(DISTINCT address) FROM notify_outgoingmail WHERE thing_kind='invitation'"
    )
    assert trial.rows(letters) == [(ROWS,)]
