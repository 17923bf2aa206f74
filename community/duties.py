"""What waits for a person: slices register what they know, the member home shows it.

A duty is made for one viewer at the moment of asking, so it tells nobody of anything that
is not theirs to do. Each provider costs a constant number of queries.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from .access.viewer import Viewer
from .models import Person

Lane = Literal["read", "do", "answer"]


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to read, to do or to answer. `due` None: whenever there is time.

    `title` is translated or typed text, `url` an address of the portal. `urgent` puts it
    first whatever its date. `label` is shown as its TLP label where there is one; `severity`
    from 4 (critical) to 1 and `lang`, the title's language, where they are known.
    """

    lane: Lane
    title: str
    url: str
    since: datetime | None = None
    due: datetime | None = None
    urgent: bool = False
    label: str = ""
    note: str = ""
    severity: int = 0
    lang: str = ""


Provider = Callable[[Viewer, Person], Iterable[Duty]]

_providers: dict[str, Provider] = {}


class ProviderDoubled(LookupError):
    """Two providers of one name."""


def provides(name: str) -> Callable[[Provider], Provider]:
    """Decorator: a function that knows of duties. Import it in the slice's `AppConfig.ready`."""

    def decorate(provider: Provider) -> Provider:
        if name in _providers:
            raise ProviderDoubled(name)
        _providers[name] = provider
        return provider

    return decorate


def duties_of(viewer: Viewer, person: Person) -> list[Duty]:
    """Everything that waits for `person`: urgent first, then by date, the gravest, the oldest."""
    found = [duty for provider in _providers.values() for duty in provider(viewer, person)]
    return sorted(found, key=_order)


def _order(duty: Duty) -> tuple[bool, bool, float, int, float, str]:
    due = duty.due.timestamp() if duty.due else 0.0
    since = duty.since.timestamp() if duty.since else 0.0
    return (not duty.urgent, duty.due is None, due, -duty.severity, since, duty.title)
