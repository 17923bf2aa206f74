import logging
import uuid
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from community.jobs import leases
from community.jobs.errors import JobError, describe
from community.jobs.models import Job, Period
from community.jobs.payload import Payload
from community.jobs.queue import enqueue
from community.jobs.registry import register
from community.jobs.running import delay_after, run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("handlers")]
LEASE = timedelta(minutes=1)
SECRET = "Ransomware at the hospital"


def claim() -> Job:
    job = leases.claim(LEASE)
    assert job is not None
    return job


def expire(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def leave_a_row(payload: Payload) -> None:
    """An effect in the database that can be counted."""
    Period.objects.create(name=str(payload["name"]), due=timezone.now())


def fail(payload: Payload) -> None:
    leave_a_row(payload)
    raise ValueError(SECRET)


@pytest.mark.parametrize("transactional", [True, False])
def test_a_done_job_keeps_its_effect_and_no_lease(transactional: bool) -> None:
    register("work", transactional=transactional)(leave_a_row)
    enqueue("work", {"name": "a"})
    assert run(claim(), LEASE)
    job = Job.objects.get()
    assert (job.state, job.tries, job.lease_token, job.error) == ("done", 1, None, "")
    assert job.finished is not None
    assert Period.objects.get().name == "a"


def test_a_failed_try_leaves_no_effect_and_waits_longer_each_time() -> None:
    register("work", transactional=True)(fail)
    enqueue("work", {"name": "a"})
    waits = []
    for _ in range(3):
        before = timezone.now()
        assert not run(claim(), LEASE)
        job = Job.objects.get()
        waits.append((job.run_after - before).total_seconds())
        assert job.state == "pending"
        Job.objects.update(run_after=before)
    assert [round(wait) for wait in waits] == [5, 20, 80]
    assert not Period.objects.exists()


def test_the_delay_grows_to_an_hour_and_no_further() -> None:
    waits = [delay_after(tries).total_seconds() for tries in range(1, 40)]
    assert waits == sorted(waits)
    assert waits[-1] == 3600


def test_after_its_last_try_the_job_stays_as_failed() -> None:
    told: list[Payload] = []
    register("work", transactional=True, max_tries=2, on_failed=told.append)(fail)
    enqueue("work", {"name": "a"})
    for _ in range(2):
        run(claim(), LEASE)
        Job.objects.update(run_after=timezone.now())
    assert Job.objects.get().state == "failed"
    assert leases.claim(LEASE) is None
    assert told == [{"name": "a"}]


def test_neither_row_nor_log_repeats_what_an_exception_said(
    caplog: pytest.LogCaptureFixture,
) -> None:
    register("work")(fail)
    enqueue("work", {"name": "a"})
    with caplog.at_level(logging.DEBUG):
        run(claim(), LEASE)
    error = Job.objects.get().error
    assert error.startswith("builtins.ValueError at tests.community.jobs.test_running:")
    assert error in caplog.text
    assert SECRET not in caplog.text + error


def test_a_handlers_own_error_carries_its_code_and_ids() -> None:
    assert describe(JobError("no-such-mail", mail=7)).endswith("JobError no-such-mail mail=7")
    with pytest.raises(ValueError, match="title"):
        JobError("no-such-mail", title=SECRET)


def test_a_vanished_workers_job_comes_back_after_its_lease_and_not_before() -> None:
    register("work", transactional=True)(leave_a_row)
    enqueue("work", {"name": "a"})
    lost = claim()
    assert leases.claim(LEASE) is None
    expire(lost)
    again = claim()
    assert (again.pk, again.tries) == (lost.pk, 2)
    assert again.lease_token != lost.lease_token


def test_who_lost_the_lease_leaves_neither_effect_nor_mark() -> None:
    register("work", transactional=True)(leave_a_row)
    enqueue("work", {"name": "a"})
    slow = claim()
    expire(slow)
    quick = claim()
    assert not run(slow, LEASE)
    assert not Period.objects.exists()
    assert Job.objects.get().state == "running"
    assert run(quick, LEASE)
    assert Period.objects.count() == 1


def test_a_lease_lost_in_the_middle_undoes_the_work() -> None:
    def work(payload: Payload) -> None:
        leave_a_row(payload)
        Job.objects.update(lease_token=uuid.uuid4())

    register("work", transactional=True)(work)
    enqueue("work", {"name": "a"})
    assert not run(claim(), LEASE)
    assert not Period.objects.exists()


def test_a_job_that_kills_its_workers_is_given_up() -> None:
    register("work", max_tries=2)(leave_a_row)
    enqueue("work", {"name": "a"})
    for _ in range(2):
        expire(claim())
    assert not run(claim(), LEASE)
    job = Job.objects.get()
    assert job.state == "failed"
    assert "LeaseExpired" in job.error
    assert not Period.objects.exists()


def test_a_try_that_failed_gives_way_to_a_newer_row_of_its_key() -> None:
    register("work", transactional=True)(fail)
    enqueue("work", {"name": "a"}, key="k")
    job = claim()
    newer = enqueue("work", {"name": "b"}, key="k")
    run(job, LEASE)
    job.refresh_from_db()
    newer.refresh_from_db()
    assert (job.state, newer.state) == ("superseded", "pending")


def test_urgent_work_goes_first_and_a_worker_may_keep_to_one_queue() -> None:
    register("work")(leave_a_row)
    with transaction.atomic():
        for queue in ("mail", "default", "urgent"):
            enqueue("work", {"name": queue}, queue=queue)
    only = leases.claim(LEASE, ["default"])
    assert only is not None
    assert [only.queue, claim().queue, claim().queue] == ["default", "urgent", "mail"]


def test_work_of_another_version_is_left_alone() -> None:
    register("work")(leave_a_row)
    enqueue("work", {"name": "a"})
    Job.objects.update(handler="from.the.future")
    assert leases.claim(LEASE) is None
    assert Job.objects.get().state == "pending"
