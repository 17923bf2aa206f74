"""The member home: what is urgent, what waits in three lanes, what is new in one's groups."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from community.access.viewer import Viewer
from community.duties import Duty, Lane, duties_of
from community.forums.news import NewTopic, new_topics
from community.models import Organisation, Person
from community.standing import open_seats

from .marks import new_since

# A lane longer than this tells how many more there are.
SHOWN = 6
LANES: tuple[Lane, ...] = ("read", "do", "answer")
SOON = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class LaneShown:
    """One lane: the first few, and how many there are in all."""

    name: Lane
    duties: list[Duty]
    total: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.duties)


@dataclass(frozen=True, slots=True)
class Today:
    """One look at the member home, with the moment it was taken."""

    now: datetime
    since: datetime
    organisations: list[Organisation]
    first: Duty | None
    lanes: list[LaneShown]
    topics: list[NewTopic]

    @property
    def nothing_new(self) -> bool:
        """Whether there is nothing to mark as read."""
        return not self.topics and not self.lanes[0].total

    @property
    def time_left(self) -> timedelta | None:
        """Until the first thing is due; nothing without a date or after it."""
        if self.first is None or self.first.due is None or self.first.due <= self.now:
            return None
        return self.first.due - self.now


def today(viewer: Viewer, person: Person, now: datetime | None = None) -> Today:
    """What waits for `person`, asked of every slice; nothing is counted that is not theirs."""
    now = now or timezone.now()
    since = new_since(person, now)
    waiting = duties_of(viewer, person)
    first = waiting[0] if waiting and _presses(waiting[0], now) else None
    rest = [duty for duty in waiting if duty is not first]
    return Today(
        now=now,
        since=since,
        organisations=[seat.organisation for seat in open_seats(person, now)],
        first=first,
        lanes=[_lane(name, rest) for name in LANES],
        topics=new_topics(viewer, since) if viewer.is_member else [],
    )


def _presses(duty: Duty, now: datetime) -> bool:
    return duty.urgent or (duty.due is not None and duty.due <= now + SOON)


def _lane(name: Lane, duties: list[Duty]) -> LaneShown:
    mine = [duty for duty in duties if duty.lane == name]
    return LaneShown(name, mine[:SHOWN], len(mine))
