"""Doing one job that has been taken."""

import logging
from datetime import timedelta

from django.db import connection, transaction

from . import leases, registry
from .errors import LeaseExpired, describe
from .models import Job

logger = logging.getLogger(__name__)

# Seconds before the next try. A greylisting mail server wants some minutes.
DELAYS = (5, 20, 80, 320, 1280, 3600)


def delay_after(tries: int) -> timedelta:
    """How long to wait after so many tries (1 is the first): 5 s growing to an hour."""
    return timedelta(seconds=DELAYS[min(tries, len(DELAYS)) - 1])


def run(job: Job, lease: timedelta) -> bool:
    """Runs a claimed job to its mark. True if it is done; failures are kept on the row."""
    handler = registry.handler(job.handler)
    if job.tries > job.max_tries:
        leases.give_up(job, describe(LeaseExpired("lease-expired", job=job.pk)))
        return False
    try:
        if handler.transactional:
            with transaction.atomic():
                leases.hold(job, lease)
                handler.work(job.payload)
                leases.done(job)
        else:
            handler.work(job.payload)
            leases.done(job)
    except leases.LeaseLost:
        logger.warning("job %s (%s): lease lost", job.pk, job.handler)
        return False
    except Exception as error:  # noqa: BLE001 - whatever it is, it is kept on the row
        _failed(job, error)
        return False
    return True


def _failed(job: Job, error: Exception) -> None:
    line = describe(error)
    logger.error("job %s (%s), try %s: %s", job.pk, job.handler, job.tries, line)
    if connection.errors_occurred and not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
    if job.tries >= job.max_tries:
        leases.give_up(job, line)
    else:
        leases.give_back(job, line, delay_after(job.tries))
