"""What is kept of a failure: where and of which class, never what it said.

The text of an exception may hold a title, an address or a row of data.
"""

import traceback

from .payload import Payload, check


class JobError(Exception):
    """A handler's own failure: a code and ids, both safe to store and to log."""

    def __init__(self, code: str, **ids: str | int) -> None:
        facts: Payload = {"code": code, **ids}
        check(facts)
        super().__init__(" ".join([code, *(f"{name}={value}" for name, value in ids.items())]))


class LeaseExpired(JobError):
    """The worker that held the job vanished once too often."""


def describe(error: BaseException) -> str:
    """One line for the row and the log, e.g. `smtplib.SMTPServerDisconnected at x.y:42`."""
    kind = type(error)
    line = f"{kind.__module__}.{kind.__qualname__}"
    if isinstance(error, JobError):
        line = f"{line} {error}"
    frames = list(traceback.walk_tb(error.__traceback__))
    if frames:
        frame, number = frames[-1]
        line = f"{line} at {frame.f_globals.get('__name__', '?')}:{number}"
    return line[:300]
