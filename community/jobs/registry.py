"""Which handlers there are. Apps fill it by decorator; a name is taken once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from .payload import Payload

Work = Callable[[Payload], None]


@dataclass(frozen=True, slots=True)
class Handler:
    """What to call, and how far its effects may be trusted to happen once.

    `transactional`: its database effects and the "done" mark commit together, so it must
    not send mail, speak HTTP or write files. Otherwise it runs at least once, outside any
    transaction, and must do no harm when it runs again. `on_failed` is called in the
    transaction that gives the job up. `limit` ends the renewing of its lease, so that a
    handler that hangs does not keep its row for ever.
    """

    name: str
    work: Work
    transactional: bool
    max_tries: int
    limit: timedelta
    on_failed: Work | None
    period: timedelta | None


class HandlerDoubled(LookupError):
    """Two handlers claim one name."""


class HandlerUnknown(LookupError):
    """Nothing is registered under this name."""


_handlers: dict[str, Handler] = {}


def register(
    name: str,
    *,
    transactional: bool = False,
    max_tries: int = 8,
    limit: timedelta = timedelta(minutes=15),
    on_failed: Work | None = None,
    period: timedelta | None = None,
) -> Callable[[Work], Work]:
    """Decorator: `name` is stored in rows, so it outlives a renamed function."""

    def decorate(work: Work) -> Work:
        if name in _handlers:
            raise HandlerDoubled(name)
        _handlers[name] = Handler(name, work, transactional, max_tries, limit, on_failed, period)
        return work

    return decorate


def every(seconds: int, name: str, *, transactional: bool = True) -> Callable[[Work], Work]:
    """Decorator: the worker's clock queues this handler once in each period of `seconds`.

    Periods are counted from the epoch in UTC, so no worker and no summer time moves them.
    A period missed while no worker lived is made up for once, not once per period.
    """
    return register(name, transactional=transactional, period=timedelta(seconds=seconds))


def handler(name: str) -> Handler:
    """The handler of this name; HandlerUnknown if there is none."""
    try:
        return _handlers[name]
    except KeyError:
        raise HandlerUnknown(name) from None


def names() -> list[str]:
    """Every registered name. A worker leaves rows of other (newer) handlers alone."""
    return sorted(_handlers)


def periodic() -> list[Handler]:
    """The handlers that the clock starts."""
    return [one for one in _handlers.values() if one.period is not None]
