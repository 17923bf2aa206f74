import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from community.jobs import leases
from community.jobs.models import Job
from community.jobs.payload import NotAnId
from community.jobs.queue import enqueue
from community.jobs.registry import HandlerDoubled, HandlerUnknown, register

pytestmark = pytest.mark.usefixtures("handlers")
LEASE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _index(handlers: None) -> None:
    register("index", max_tries=3)(lambda payload: None)


@pytest.mark.django_db
def test_a_queued_job_is_due_at_once_with_its_handlers_tries() -> None:
    job = enqueue("index", {"kind": "topic", "uids": ["a", "b"], "version": 3})
    assert Job.objects.get() == job
    assert job.run_after <= timezone.now()
    assert (job.max_tries, job.state, job.queue) == (3, "pending", "default")


@pytest.mark.django_db
def test_an_unknown_handler_is_refused() -> None:
    with pytest.raises(HandlerUnknown):
        enqueue("indx", {})


def test_a_name_is_taken_once() -> None:
    with pytest.raises(HandlerDoubled):
        register("index")(lambda payload: None)


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["a title", "наслов", 1.5, "a" * 101, ["ok", "not ok"], {"a": 1}])
def test_a_payload_holds_ids_only(value: object) -> None:
    with pytest.raises(NotAnId) as refused:
        enqueue("index", {"title": value})  # type: ignore[dict-item]
    assert str(refused.value) == "title"
    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_row_rolls_back_with_the_callers_transaction() -> None:
    @transaction.atomic
    def act() -> None:
        enqueue("index", {}, key="topic:1")
        enqueue("index", {})
        raise RuntimeError

    with pytest.raises(RuntimeError):
        act()
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_a_pending_key_is_not_doubled_and_the_earlier_time_wins() -> None:
    later = timezone.now() + timedelta(hours=1)
    first = enqueue("index", {"n": 1}, key="topic:1", run_after=later)
    second = enqueue("index", {"n": 2}, key="topic:1")
    third = enqueue("index", {"n": 3}, key="topic:1", run_after=later)
    assert first.pk == second.pk == third.pk
    job = Job.objects.get()
    assert job.run_after < later
    assert job.payload == {"n": 1}


@pytest.mark.django_db
def test_other_keys_and_no_key_are_rows_of_their_own() -> None:
    for key in ("topic:1", "topic:2", None, None):
        enqueue("index", {}, key=key)
    assert Job.objects.count() == 4


@pytest.mark.django_db
def test_what_is_running_may_be_asked_for_again_but_not_beside_it() -> None:
    enqueue("index", {}, key="topic:1")
    running = leases.claim(LEASE)
    assert running is not None
    again = enqueue("index", {}, key="topic:1")
    assert again.pk != running.pk
    assert leases.claim(LEASE) is None, "two jobs of one key side by side"
    leases.done(running)
    assert leases.claim(LEASE) == again


@pytest.mark.usefixtures("threads_database")
def test_many_callers_at_once_queue_one_row() -> None:
    """Threads with connections of their own, as in a web server."""
    start = threading.Barrier(6)

    def call() -> None:
        start.wait()
        try:
            for number in range(5):
                with transaction.atomic():
                    enqueue("index", {}, key=f"topic:{number}")
        finally:
            connection.close()

    threads = [threading.Thread(target=call) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Job.objects.values_list("key", flat=True)) == [f"topic:{n}" for n in range(5)]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_job_asked_for_again_waits_for_whoever_asked() -> None:
    """Else a worker could do it on data from before the caller's commit, and the caller's
    change would never be seen to. SQLite has one writer at a time, so it cannot happen."""
    if connection.vendor != "postgresql":
        pytest.skip("row locks are PostgreSQL's")
    enqueue("index", {}, key="topic:1")
    taken: list[Job | None] = []

    def worker() -> None:
        taken.append(leases.claim(LEASE))
        connection.close()

    with transaction.atomic():
        enqueue("index", {}, key="topic:1")
        other = threading.Thread(target=worker)
        other.start()
        other.join()
    assert taken == [None]
    assert leases.claim(LEASE) is not None
