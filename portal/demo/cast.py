"""Who and what of the demo is there already, by the keys of the content."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from community.access.mixins import Addressable
from community.models import Group, Organisation, Person, Team
from community.readers import viewer_for
from portal.advisories.drafting import Editor

from .clock import Clock
from .names import uid_of

A = TypeVar("A", bound=Addressable)


@dataclass(slots=True)
class Cast:
    """The network's rows by content key; each step of the seeding adds its own."""

    clock: Clock
    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)

    def editor(self, key: str, at: datetime) -> Editor:
        """A person at a desk, with what they held at that time."""
        person = self.people[key]
        return Editor(viewer=viewer_for(person, at), person=person)


def present(model: type[A], kind: str, keys: Iterable[str]) -> dict[str, A]:
    """The rows of `model` that are there, by key."""
    wanted = {uid_of(kind, key): key for key in keys}
    rows = model._default_manager.filter(uid__in=wanted)
    return {wanted[row.uid]: row for row in rows}
