"""kill -9 of real workers inside 500 mails to a real mail server: nobody gets none, and
nobody two, but for a mail that the server took before that could be noted."""

import random
import time
from collections import Counter

import pytest
from pytest_django.fixtures import Settings

from tests.community.jobs.test_kill import PATIENCE, Trial, trial
from tests.community.notify.server import Manners, mail_server

__all__ = ["trial"]
MAILS, KILLS = 500, 3


def arrived(server: Manners) -> Counter[tuple[str, str]]:
    """How often each mail came to each address."""
    return Counter((to[0], str(message["Message-ID"])) for _from, to, message in server.taken)


def wait_for(server: Manners, count: int) -> None:
    deadline = time.monotonic() + 4 * PATIENCE
    while len(server.taken) < count:
        assert time.monotonic() < deadline, f"the workers do not get on: {len(server.taken)}"
        time.sleep(0.005)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_killed_workers_leave_nobody_without_and_nobody_with_two(
    trial: Trial, settings: Settings
) -> None:
    with mail_server(settings) as server:
        trial.environment |= {
            "DJANGO_SETTINGS_MODULE": "tests.community.notify.kill_settings",
            "EMAIL_URL": f"smtp://127.0.0.1:{settings.EMAIL_PORT}",
        }
        prepared = trial.start("-m", "tests.community.jobs.probe.prepare", "1", str(MAILS))
        assert prepared.wait(timeout=2 * PATIENCE) == 0
        other = trial.worker()
        for kill in range(1, KILLS + 1):
            worker = trial.worker()
            wait_for(server, kill * MAILS // (KILLS + 2))
            time.sleep(random.random() / 50)
            worker.kill()
            assert worker.wait() == -9
        other.kill()
        assert other.wait() == -9
        assert len(server.taken) < MAILS, "nothing was left to recover"
        last = [trial.worker("--idle-exit") for _worker in range(2)]
        assert [worker.wait(timeout=4 * PATIENCE) for worker in last] == [0, 0]
        found = arrived(server)

    rows = trial.rows("SELECT address, message_id FROM notify_outgoingmail WHERE state = 'sent'")
    assert len(rows) == MAILS
    assert set(found) == set(rows)
    assert found.total() <= MAILS + KILLS + 1
