"""Which interval a person's choices give for one thing: the nearest place that answers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from .models import Concern, Interval, Subscription

# A kind and a place. Asked nearest first; the last one's kind has the default.
Ask = tuple[str, str]
Choices = Mapping[Ask, str]

DEFAULTS: Mapping[str, str] = {
    Concern.ADVISORIES: Interval.NOW,
    Concern.TOPICS: Interval.DAILY,
    Concern.REPLIES: Interval.NEVER,
    Concern.OWN: Interval.NOW,
    Concern.CRISIS: Interval.NOW,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """How often, and the subscription that said so, as `kind@place`."""

    interval: str
    stream: str


def answer_of(choices: Choices, asks: Sequence[Ask]) -> Answer:
    """The first of `asks` that a person has chosen something for, else the default.

    Nobody ends crisis mail. A digest that was ended takes everything collected with it.
    """
    if asks[-1][0] == Concern.CRISIS:
        return Answer(Interval.NOW, stream_of(asks[-1]))
    chosen = next((ask for ask in asks if ask in choices), None)
    interval = choices[chosen] if chosen else DEFAULTS[asks[-1][0]]
    if choices.get((Concern.DIGEST, interval)) == Interval.NEVER:
        interval = Interval.NEVER
    return Answer(interval, stream_of(chosen or asks[-1]))


def choices_of(people: Collection[int], asks: Sequence[Ask] = ()) -> dict[int, Choices]:
    """What each of these persons has chosen; for `asks` alone if given. One query."""
    rows = Subscription.objects.filter(person__in=people)
    if asks:
        kinds = {kind for kind, _place in asks} | {Concern.DIGEST}
        places = {place for _kind, place in asks} | set(Interval.values)
        rows = rows.filter(kind__in=kinds, place__in=places)
    found: dict[int, dict[Ask, str]] = {}
    for row in rows:
        never = row.channel == Subscription.Channel.NONE
        interval = Interval.NEVER if never else row.interval
        found.setdefault(row.person_id, {})[row.kind, row.place] = interval
    return dict(found)


def stream_of(ask: Ask) -> str:
    """A subscription in one word."""
    return f"{ask[0]}@{ask[1]}"


def ask_of(stream: str) -> Ask:
    """The kind and place of `stream_of`."""
    kind, _at, place = stream.partition("@")
    return kind, place
