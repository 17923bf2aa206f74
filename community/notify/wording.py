"""What a mail says is made right before it is sent, from the thing as it is then.

Slices register the words of a kind of mail and the lines of a kind of thing. How much of
them goes into a mail is not theirs to say: `telling` cuts them to the label.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from community.access.viewer import Viewer

from .content import Content
from .models import OutgoingMail


@dataclass(frozen=True, slots=True)
class Words:
    """Everything there is to say about one thing.

    `neutral` says without naming it what waits; `text` and `html` are the same, as plain
    text and as HTML marked safe, with absolute addresses.
    """

    title: str
    neutral: str
    url: str
    button: str
    byline: str = ""
    text: str = ""
    html: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A thing in a digest or a list: `note` is who or what, `lead` what to do."""

    title: str
    neutral: str
    url: str
    label: str
    note: str = ""
    lead: str = ""


Composer = Callable[[OutgoingMail, Viewer], Words | Content | None]
Lister = Callable[[Viewer, Collection[UUID]], Mapping[UUID, Line]]

_composers: dict[str, Composer] = {}
_listers: dict[str, Lister] = {}


class WordsDoubled(LookupError):
    """Two sets of words for one kind."""


def words(kind: str) -> Callable[[Composer], Composer]:
    """Decorator: the words of mails of `kind`, for a viewer, in the language in force; None
    for what is not there any more. Whether the viewer may read it was asked before."""

    def decorate(composer: Composer) -> Composer:
        if kind in _composers:
            raise WordsDoubled(kind)
        _composers[kind] = composer
        return composer

    return decorate


def lines(thing_kind: str) -> Callable[[Lister], Lister]:
    """Decorator: one line for each of many things of a kind that the viewer may read now;
    the others are left out. A constant number of queries."""

    def decorate(lister: Lister) -> Lister:
        if thing_kind in _listers:
            raise WordsDoubled(thing_kind)
        _listers[thing_kind] = lister
        return lister

    return decorate


def composer_of(kind: str) -> Composer | None:
    """Who words mails of `kind`; None for those that were written with their text."""
    return _composers.get(kind)


def lines_for(viewer: Viewer, things: Collection[tuple[str, UUID]]) -> dict[UUID, Line]:
    """What `viewer` may read now of `things` (kind and uid). A few queries a kind."""
    found: dict[UUID, Line] = {}
    for kind in sorted({kind for kind, _uid in things}):
        if kind in _listers:
            found |= _listers[kind](viewer, [uid for one, uid in things if one == kind])
    return found
