"""A time limit that holds against a server which sends a byte now and then."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from search.backends.protocol import EngineDown

Answer = TypeVar("Answer")

# So many calls may hang at once; beyond, the engine counts as down without being asked.
MOST_HANGING = 64
_free = threading.BoundedSemaphore(MOST_HANGING)


class TooLate(EngineDown):
    """There was no answer in time, whatever came."""


def within(seconds: float, call: Callable[[], Answer]) -> Answer:
    """What `call` returns or raises; TooLate after `seconds`, with `call` left to itself.

    The client's own timeout counts from one piece of an answer to the next, so it alone
    bounds nothing. The thread that is left behind ends with its connection, and does not
    hold up the end of the process.
    """
    free = _free
    if seconds <= 0 or not free.acquire(blocking=False):
        raise TooLate
    outcome: Future[Answer] = Future()
    threading.Thread(target=_run, args=(outcome, call, free), daemon=True).start()
    try:
        return outcome.result(timeout=seconds)
    except TimeoutError:
        raise TooLate from None


def _run(outcome: "Future[Answer]", call: Callable[[], Answer], free: threading.Semaphore) -> None:
    try:
        outcome.set_result(call())
    except BaseException as error:  # noqa: BLE001 - it is raised where the answer is awaited
        outcome.set_exception(error)
    finally:
        free.release()
