"""The worker's side of Elasticsearch: telling it what changed, and building where nothing is."""

import logging
from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction

from community.jobs.payload import Payload
from community.jobs.queue import enqueue
from community.jobs.registry import register
from search.index import Index, live

logger = logging.getLogger(__name__)

FEED = "search.feed"
TEND = "search.tend"
# A million entries take some minutes; the lease is renewed meanwhile.
LONGEST_BUILD = timedelta(hours=6)

_seen_sound: set[Index] = set()


def wake(kind: str, uid: UUID) -> None:
    """Has the worker tell what this transaction changes, once it is committed.

    Not within it: the one row of this job would make every writer wait for the others. What
    is lost between the two, the clock finds.
    """
    if live().remote and not any(each[1] is _enqueue for each in connection.run_on_commit):
        transaction.on_commit(_enqueue)


def _enqueue() -> None:
    enqueue(FEED, {}, key=FEED, queue="urgent")


@register(FEED, limit=LONGEST_BUILD)
def feed(payload: Payload) -> None:
    """Tells what waits; if that does not work, the clock tries again."""
    # Imported where it is needed: without Elasticsearch nobody pays for its client.
    from search import feeding

    index = live()
    if not index.remote:
        return
    try:
        feeding.feed(index)
    except feeding.NotFed as error:
        logger.warning("changes wait for Elasticsearch: %s", error)


@register(TEND, period=timedelta(minutes=1), limit=LONGEST_BUILD)
def tend(payload: Payload) -> None:
    """Each minute: builds where there is nothing yet, tells what waits, takes away what is old."""
    from search import building, feeding

    index = live()
    if not index.remote:
        return
    try:
        if building.is_missing(index) or building.was_left_out(index) or _is_of_before(index):
            building.build(index)
        feeding.feed(index)
        building.drop_old(index)
    except (feeding.NotFed, building.NotBuilt) as error:
        logger.warning("Elasticsearch is not tended: %s", error)
    else:
        _seen_sound.add(index)


def _is_of_before(index: Index) -> bool:
    """Whether it holds something else than the database; looked at once in a worker's life.

    A database may come from a backup; new workers come with it.
    """
    from search import building

    return index not in _seen_sound and building.is_out_of_step(index)
