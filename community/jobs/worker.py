"""The loop that a worker process runs."""

import logging
import threading
import time
import uuid
from collections.abc import Sequence
from datetime import timedelta

from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from . import clock, health, leases, running
from .models import Beat, Job
from .pulse import Pulse

logger = logging.getLogger(__name__)

IDLE_PAUSE = 1.0
LEADER_LEASE = timedelta(seconds=30)


class Worker:
    """Takes jobs one after the other and is the clock while it leads.

    lease: how long a job stays ours without a renewal; after a kill its row comes back
    when that has passed. queues: only these, all if empty.
    """

    def __init__(self, lease: timedelta, queues: Sequence[str] = ()) -> None:
        self.id = uuid.uuid4()
        self.lease = lease
        self.queues = queues
        self.stopping = threading.Event()
        self._lead_again = 0.0
        self._leads = False

    def stop(self) -> None:
        """Ends the loop after the job in hand; safe to call from a signal handler."""
        self.stopping.set()

    def run(self, *, once: bool = False, idle_exit: bool = False) -> int:
        """Works until stopped and returns how many jobs were done.

        once: at most one job. idle_exit: until nothing is due and nobody holds a lease.
        """
        count = 0
        health.beat(self.id)
        with Pulse(self.id, self.lease) as pulse:
            while not self.stopping.is_set():
                outcome = self._survive(pulse)
                count += outcome is True
                if once or (idle_exit and outcome is None and _nothing_left()):
                    break
                if outcome is None:
                    self.stopping.wait(min(IDLE_PAUSE, self.lease.total_seconds()))
        self._leave()
        return count

    def _survive(self, pulse: Pulse) -> bool | None:
        """One step; a database that went away is waited for, not died of."""
        try:
            return self._step(pulse)
        except (OperationalError, InterfaceError) as error:
            logger.error("worker: database: %s", type(error).__name__)
            connection.close()
            self.stopping.wait(IDLE_PAUSE)
            return False

    def _step(self, pulse: Pulse) -> bool | None:
        """True: a job was done. False: one was tried. None: there was none."""
        self._keep_time()
        job = leases.claim(self.lease, self.queues)
        if job is None:
            return None
        pulse.holding(job)
        try:
            return running.run(job, self.lease)
        finally:
            pulse.holding(None)

    def _keep_time(self) -> None:
        if time.monotonic() >= self._lead_again:
            self._leads = clock.lead(self.id, LEADER_LEASE)
            self._lead_again = time.monotonic() + LEADER_LEASE.total_seconds() / 3
        if self._leads:
            clock.tick()

    def _leave(self) -> None:
        try:
            clock.resign(self.id)
            Beat.objects.filter(worker=self.id).delete()
        except (OperationalError, InterfaceError) as error:
            logger.warning("worker: leaving: %s", type(error).__name__)


def _nothing_left() -> bool:
    due = Job.objects.filter(state=Job.State.PENDING, run_after__lte=timezone.now())
    return not (due.exists() or Job.objects.filter(state=Job.State.RUNNING).exists())
