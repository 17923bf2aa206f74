import os
import signal
import threading
import time
import uuid
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from community.jobs import health
from community.jobs.models import Beat, Job, Leader
from community.jobs.payload import Payload
from community.jobs.queue import enqueue
from community.jobs.registry import register
from community.jobs.tasks import KEEP_BEATS, KEEP_DONE, purge
from community.jobs.worker import Worker

pytestmark = pytest.mark.usefixtures("handlers")
real = pytest.mark.django_db(transaction=True)
threads = pytest.mark.usefixtures("threads_database")


@real
def test_once_does_one_job() -> None:
    register("work")(lambda payload: None)
    for _ in range(3):
        enqueue("work", {})
    call_command("worker", once=True, stderr=StringIO())
    assert Job.objects.filter(state="done").count() == 1


@real
def test_idle_exit_drains_what_is_due_and_leaves_what_is_not() -> None:
    register("work")(lambda payload: None)
    for _ in range(3):
        enqueue("work", {})
    enqueue("work", {}, run_after=timezone.now() + timedelta(hours=1))
    err = StringIO()
    call_command("worker", idle_exit=True, stderr=err)
    assert err.getvalue() == "3 jobs done\n"
    assert Job.objects.filter(state="pending").count() == 1


def test_a_lease_of_nothing_is_refused() -> None:
    with pytest.raises(CommandError):
        call_command("worker", lease=0.1)


@real
def test_sigterm_lets_the_job_in_hand_finish_and_starts_no_other() -> None:
    def work(payload: Payload) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0.05)

    register("work")(work)
    for _ in range(3):
        enqueue("work", {})
    call_command("worker", stderr=StringIO())
    assert sorted(Job.objects.values_list("state", flat=True)) == ["done", "pending", "pending"]
    assert not Leader.objects.exists()
    assert not Beat.objects.exists()


@threads
def test_a_long_job_keeps_its_lease() -> None:
    held = []

    def work(payload: Payload) -> None:
        first = Job.objects.get().lease_until
        time.sleep(0.9)
        held.append((first, Job.objects.get().lease_until))

    register("work")(work)
    enqueue("work", {})
    Worker(timedelta(seconds=0.6)).run(once=True)
    ((first, renewed),) = held
    assert renewed > first
    assert Job.objects.get().tries == 1


@threads
def test_a_job_that_hangs_beyond_its_limit_loses_its_lease() -> None:
    held = []

    def work(payload: Payload) -> None:
        time.sleep(1.2)
        held.append(Job.objects.get().lease_until)

    register("work", limit=timedelta(seconds=0.3))(work)
    enqueue("work", {})
    Worker(timedelta(seconds=0.6)).run(once=True)
    assert held[0] < timezone.now()


@threads
def test_the_site_knows_whether_a_worker_is_alive() -> None:
    assert health.worker_alive() is None
    worker = Worker(timedelta(seconds=60))
    thread = threading.Thread(target=_run_and_close, args=[worker])
    thread.start()
    deadline = time.monotonic() + 10
    while health.worker_alive() is None:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    worker.stop()
    thread.join()
    assert health.worker_alive() is None


@pytest.mark.django_db
def test_a_worker_that_was_killed_is_missed_within_five_minutes() -> None:
    seen = timezone.now()
    with time_machine.travel(seen, tick=False) as now:
        health.beat(uuid.UUID(int=1))
        now.shift(80)
        assert health.worker_alive() == seen
        now.shift(220)
        assert health.worker_alive() is None


@pytest.mark.django_db
def test_operators_see_how_long_work_waits_and_what_was_given_up() -> None:
    register("work")(lambda payload: None)
    assert health.oldest_due() is None
    since = timezone.now() - timedelta(minutes=3)
    enqueue("work", {}, run_after=since)
    enqueue("work", {})
    assert health.oldest_due() == since
    Job.objects.update(state=Job.State.FAILED)
    assert (health.oldest_due(), health.failed_count()) == (None, 2)


@pytest.mark.django_db
def test_old_done_rows_go_and_failed_ones_stay() -> None:
    register("work")(lambda payload: None)
    old = timezone.now() - KEEP_DONE - timedelta(minutes=1)
    for state, finished in (("done", old), ("superseded", old), ("failed", old)):
        job = enqueue("work", {})
        Job.objects.filter(pk=job.pk).update(state=state, finished=finished)
    recent = enqueue("work", {})
    Job.objects.filter(pk=recent.pk).update(state="done", finished=timezone.now())
    Beat.objects.create(seen=timezone.now() - KEEP_BEATS - timedelta(minutes=1))
    alive = Beat.objects.create()
    purge({})
    assert sorted(Job.objects.values_list("state", flat=True)) == ["done", "failed"]
    assert Beat.objects.get() == alive


def _run_and_close(worker: Worker) -> None:
    from django.db import connection

    worker.run()
    connection.close()
