"""What ends with a membership, in the same transaction: sessions, tokens, feeds, mail.

Slices register what they have given a person; `community.membership` runs them all when a
seat ends or a person is no longer vetted.
"""

from collections.abc import Callable
from datetime import datetime

from .models import Organisation, Person

Ending = Callable[[Person, Organisation | None, datetime], None]

_endings: dict[str, Ending] = {}


class EndingDoubled(LookupError):
    """Two endings of one name."""


def ends(name: str) -> Callable[[Ending], Ending]:
    """Decorator: a function called with the person, the organisation they left (None: all of
    them) and the moment. It writes rows only; it must do no harm when called again."""

    def decorate(ending: Ending) -> Ending:
        if name in _endings:
            raise EndingDoubled(name)
        _endings[name] = ending
        return ending

    return decorate


def end_everything(person: Person, organisation: Organisation | None, now: datetime) -> None:
    """Runs every registered ending."""
    for ending in _endings.values():
        ending(person, organisation, now)
