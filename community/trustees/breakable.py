"""Which kinds of things the glass can be broken for: slices say how theirs are found and shown.

Called after two trustees have acted, and never before: what is found here is found without
asking who looks.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise

from community.models import Person


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a thing: who wrote it as it says itself, when, safe HTML, its language."""

    heading: str
    html: str
    lang: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A thing as the two trustees read it: `count` parts, of which `parts` reads a range."""

    title: str
    label: str
    count: int
    parts: Callable[[range], Sequence[Part]]
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A thing whose glass may be broken.

    `authors` are told. `sealed_author` is who wrote it under a seal, from the slice's own
    rows; None where nothing is sealed. `sealed_as` names the act in the trustees' record.
    """

    authors: Callable[[], Sequence[Person]]
    show: Callable[[], Shown]
    sealed_author: Callable[[], Person] | None = None
    sealed_as: tuple[str, UUID] | None = None


Find = Callable[[UUID, int | None], Found | None]
Wrote = Callable[[Person, UUID, int | None], bool]


@dataclass(frozen=True, slots=True)
class Kind:
    """`find` gets a uid and, of what is numbered inside it, the number (else None).

    `wrote`: had this person a hand in it? In one query, whether the thing exists or not.
    """

    name: str
    title: str | Promise
    find: Find
    wrote: Wrote


_kinds: dict[str, Kind] = {}


class KindDoubled(LookupError):
    """Two kinds of one name."""


def register_breakable(name: str, title: str | Promise, find: Find, wrote: Wrote) -> None:
    """Makes a kind known; called in the slice's `AppConfig.ready`."""
    if name in _kinds:
        raise KindDoubled(name)
    _kinds[name] = Kind(name, title, find, wrote)


def kinds() -> list[Kind]:
    """Every kind, in the order of registration."""
    return list(_kinds.values())


def find(kind: str, uid: UUID, number: int | None) -> Found | None:
    """The thing, if there is one."""
    known = _kinds.get(kind)
    return known.find(uid, number) if known else None


def wrote(kind: str, person: Person, uid: UUID, number: int | None) -> bool:
    """Whether `person` had a hand in it; false where nothing is."""
    known = _kinds.get(kind)
    return known is not None and known.wrote(person, uid, number)
