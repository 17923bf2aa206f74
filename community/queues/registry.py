"""Which queues there are, and what each says of its things."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise

from community.access.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Shown:
    """How a waiting thing is shown to who may act on it: its name, where, what is next.

    `not_for`: persons who may not act on it (the applicant, a sponsor, who acted already),
    with the reason that the page shows beside the disabled action.
    """

    title: str
    url: str
    next_step: str = ""
    not_for: Mapping[int, str] | None = None


Show = Callable[[Viewer, Sequence[UUID]], Mapping[UUID, Shown]]


@dataclass(frozen=True, slots=True)
class Queue:
    """`show` tells of many things at once, in a constant number of queries."""

    name: str
    title: str | Promise
    show: Show


_queues: dict[str, Queue] = {}


class QueueDoubled(LookupError):
    """Two queues of one name."""


def register_queue(name: str, title: str | Promise, show: Show) -> None:
    """Makes a queue known; called in the slice's `AppConfig.ready`."""
    if name in _queues:
        raise QueueDoubled(name)
    _queues[name] = Queue(name, title, show)


def queue(name: str) -> Queue:
    """The queue of this name; KeyError if no slice registered it."""
    return _queues[name]


def queues() -> list[Queue]:
    """Every queue, in the order of registration."""
    return list(_queues.values())
