"""Which kinds of things can be found, and the two calls that keep them found.

An app registers a `Kind` in its `indexing.py`; its verbs then call `touch` and `forget`
inside their transaction.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise

from search import writing
from search.index import live
from search.writing import Document

__all__ = ["Document", "Kind", "Row", "UnknownKind", "Viewer", "forget", "get", "hand_in_hook"]


class Viewer(Protocol):
    """Who asks: the acl ids readable for them, and the partitions these lie in."""

    @property
    def acl_ids(self) -> frozenset[int]: ...

    @property
    def partitions(self) -> frozenset[int]: ...


@dataclass(frozen=True, slots=True)
class Row:
    """A thing as its viewer may read it now, told by its own app when a page is made.

    `label` says how it may be shared, `place` where it stands, `lang` is that of the title.
    Of what is `sparse` a result shows the title alone: its text is to be opened to be read.
    `about` is said beside the kind, such as a size. What is a `part` of something names itself
    there ("post 14"), under the title of the `whole`, whose address that is. `text_lang` is
    the language of its text where that is not the title's.
    """

    title: str
    url: str
    label: str = ""
    date: date | datetime | None = None
    place: str = ""
    lang: str = ""
    sparse: bool = False
    about: str = ""
    part: str = ""
    whole: str = ""
    text_lang: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """`label` names one thing of the kind, `plural` several.

    `builder` tells what to index, None if the thing is not to be found (a draft, gone).

    `reread` gets a viewer and uids and gives rows of those which that viewer may read,
    in a constant number of queries. `all_uids` names everything that should be found.
    """

    name: str
    label: str | Promise
    builder: Callable[[UUID], Document | None]
    reread: Callable[[Any, Collection[UUID]], Mapping[UUID, Row]]
    all_uids: Callable[[], Iterable[UUID]]
    plural: str | Promise = ""


class UnknownKind(LookupError):
    """A kind that no app registered."""


Hook = Callable[[str, UUID], None]
_kinds: dict[str, Kind] = {}
_hooks: list[Hook] = []


def register(kind: Kind) -> None:
    """Makes `kind` known. The same name twice is a mistake and refused."""
    if kind.name in _kinds:
        raise ValueError(f"kind registered twice: {kind.name}")
    _kinds[kind.name] = kind


def unregister(name: str) -> None:
    """Makes a kind unknown again; its entries are then found no more."""
    _kinds.pop(name, None)


def get(name: str) -> Kind:
    """The kind of that name; `UnknownKind` if there is none."""
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(name) from None


def names() -> list[str]:
    """The names of all kinds, in the order in which they were registered."""
    return list(_kinds)


def hand_in_hook(hook: Hook) -> None:
    """`hook(kind, uid)` runs in the transaction of every change, e.g. to enqueue a job."""
    if hook not in _hooks:
        _hooks.append(hook)


def touch(kind: str, uid: UUID) -> None:
    """Indexes a thing as it is now, within the current transaction; call it after writing."""
    builder = get(kind).builder
    with transaction.atomic():
        # Before reading the thing: two who change it at once must not undo each other here.
        writing.lock(kind, [uid], live())
        document = builder(uid)
        if document is None:
            writing.drop(kind, uid)
        else:
            writing.put(kind, uid, document)
        _tell(kind, uid)


def forget(kind: str, uid: UUID) -> None:
    """Takes a thing out, within the current transaction; no matter whether it was in."""
    with transaction.atomic():
        writing.drop(kind, uid)
        _tell(kind, uid)


def _tell(kind: str, uid: UUID) -> None:
    for hook in _hooks:
        hook(kind, uid)
