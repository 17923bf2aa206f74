"""The thread that says "still here" while the worker is busy."""

import logging
import threading
import time
import uuid
from contextlib import suppress
from datetime import timedelta
from types import TracebackType

from django.db import Error, connection

from . import health, leases, registry
from .models import Job

logger = logging.getLogger(__name__)


class Pulse(threading.Thread):
    """Renews the lease of the job in hand and the worker's own sign of life.

    A transactional handler holds its row (on SQLite the whole file) under a lock, so there
    the renewal only waits; nobody else can take the job meanwhile.
    """

    def __init__(self, worker: uuid.UUID, lease: timedelta) -> None:
        super().__init__(name="pulse", daemon=True)
        self.worker = worker
        self.lease = lease
        self.pause = min(lease / 3, health.BEAT_EVERY).total_seconds()
        self._ended = threading.Event()
        self._job: tuple[Job, float] | None = None
        self._last_beat = 0.0

    def holding(self, job: Job | None) -> None:
        """Tells which job is in hand, from now until the next call."""
        if job is None:
            self._job = None
            return
        limit = registry.handler(job.handler).limit.total_seconds()
        transactional = registry.handler(job.handler).transactional
        self._job = None if transactional else (job, time.monotonic() + limit)

    def run(self) -> None:
        while not self._ended.wait(self.pause):
            try:
                self._beat_once()
            except Error as error:
                logger.warning("pulse: %s", type(error).__name__)
                connection.close()
        connection.close()

    def _beat_once(self) -> None:
        in_hand = self._job
        if in_hand is not None and time.monotonic() < in_hand[1]:
            # Done meanwhile, or taken over: the mark at the job's end will tell.
            with suppress(leases.LeaseLost):
                leases.hold(in_hand[0], self.lease)
        if time.monotonic() - self._last_beat >= health.BEAT_EVERY.total_seconds():
            health.beat(self.worker)
            self._last_beat = time.monotonic()

    def __enter__(self) -> "Pulse":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        # A daemon: if the database keeps it waiting, the worker does not wait with it.
        self.join(timeout=5)
