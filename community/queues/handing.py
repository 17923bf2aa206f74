"""Who looks after a waiting item: taking it, giving it to another, letting it go."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from community.access.policy import Refused
from community.access.viewer import Viewer
from community.audit.recording import record
from community.models import Person

from .keeping import hand_to
from .models import Item
from .reading import candidates, waiting_for
from .registry import queue


@transaction.atomic
def take(item: Item, *, viewer: Viewer, person: Person) -> None:
    """The viewer looks after it from now on; not where they may not act on it themselves."""
    _give(item, person, viewer)


@transaction.atomic
def give(item: Item, to: Person, *, viewer: Viewer) -> None:
    """Another person with the item's role looks after it."""
    if not candidates(item).filter(pk=to.pk).exists():
        raise Refused("queue.give", _("This person cannot act on it."))
    _give(item, to, viewer)


@transaction.atomic
def let_go(item: Item, *, viewer: Viewer) -> None:
    """Nobody in particular looks after it."""
    _give(item, None, viewer)


def _give(item: Item, to: Person | None, viewer: Viewer) -> None:
    locked = waiting_for(viewer).select_related(None).select_for_update().filter(pk=item.pk).first()
    if locked is None:
        raise Refused("queue.give", _("It does not wait for you."))
    if to is not None and (reason := hindrance_of(locked, viewer, to)):
        raise Refused("queue.give", reason)
    hand_to(locked, to)
    details = {"queue": locked.queue, "owner": str(to.uid) if to else ""}
    record(
        actor=viewer.actor,
        verb="queue.give",
        kind=locked.thing_kind,
        uid=str(locked.thing_uid),
        details=details,
    )


def hindrance_of(item: Item, viewer: Viewer, person: Person) -> str:
    """Why `person` may not act on the item; empty if nothing is in the way."""
    shown = queue(item.queue).show(viewer, [item.thing_uid]).get(item.thing_uid)
    return str((shown.not_for or {}).get(person.pk, "")) if shown else ""
