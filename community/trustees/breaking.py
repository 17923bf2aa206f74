"""Breaking the glass: asked by one trustee, confirmed by another, then open to both for an hour.

`by` is the viewer who acts, `person` the account behind it.
Refusals raise `Refused`; the caller writes them down.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from community.access.policy import require
from community.access.viewer import Viewer
from community.audit.recording import record
from community.models import Person, Receipt
from community.queues import keeping

from . import breakable, telling
from .models import Opening
from .rules import Second

QUEUE = "glass"
ASK = "glass.ask"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a trustee asks for. `number`: of a post in its topic."""

    purpose: str
    kind: str
    uid: UUID
    reason: str
    number: int | None = None


def ask(
    wish: Wish,
    *,
    by: Viewer,
    person: Person,
    key: str,
    now: datetime | None = None,
    uid: UUID | None = None,
) -> Opening:
    """Asks; the same `key` of the same person is the same request. The uid is not looked up,
    except for whether the asker wrote it: so nobody learns here what exists. `uid` may be
    given so that the demo asks the same each time."""
    require(by, ASK, breakable.wrote(wish.kind, person, wish.uid, wish.number))
    if (earlier := _made_before(person, key)) is not None:
        return earlier
    try:
        with transaction.atomic():
            opening = Opening(uid=uid or uuid4(), asked_by=person, asked_at=now or timezone.now())
            return _asked(opening, wish, by, key)
    except IntegrityError:
        if (twin := _made_before(person, key)) is None:
            raise
        return twin


def _asked(opening: Opening, wish: Wish, by: Viewer, key: str) -> Opening:
    opening.purpose, opening.reason = wish.purpose, wish.reason
    opening.thing_kind, opening.thing_uid, opening.number = wish.kind, wish.uid, wish.number
    opening.save()
    made = {"made_kind": "opening", "made_uid": opening.uid}
    Receipt.objects.create(person=opening.asked_by, key=key, act=ASK, **made)
    keeping.put(QUEUE, "opening", opening.uid, role="trustee", opened_at=opening.asked_at)
    telling.tell_trustees(opening, opening.asked_at)
    _log(by, ASK, opening)
    return opening


def confirm(
    opening: Opening, *, by: Viewer, person: Person, is_fresh: bool, now: datetime | None = None
) -> Opening:
    """The second trustee breaks the glass. The authors get a letter with the reason."""
    now = now or timezone.now()
    with transaction.atomic():
        row = _locked(opening)
        own = breakable.wrote(row.thing_kind, person, row.thing_uid, row.number)
        require(by, "glass.confirm", Second(row, now, is_fresh, own))
        row.confirmed_by, row.confirmed_at = person, now
        row.save(update_fields=["confirmed_by", "confirmed_at"])
        keeping.close(QUEUE, row.uid)
        telling.tell_authors(row)
        telling.tell_asker(row)
        _log(by, "glass.confirm", row)
    return row


def decline(
    opening: Opening, *, by: Viewer, person: Person, now: datetime | None = None
) -> Opening:
    """A trustee says no, or the asker takes it back."""
    now = now or timezone.now()
    with transaction.atomic():
        row = _locked(opening)
        require(by, "glass.decline", Second(row, now))
        row.declined_by, row.declined_at = person, now
        row.save(update_fields=["declined_by", "declined_at"])
        keeping.close(QUEUE, row.uid)
        _log(by, "glass.decline", row)
    return row


def note_reading(opening: Opening, verb: str, *, by: Viewer, now: datetime | None = None) -> None:
    """Asks whether `by` may read now and writes that they did: each time anew."""
    require(by, "glass.read", Second(opening, now or timezone.now()))
    with transaction.atomic():
        _log(by, verb, opening)


def _locked(opening: Opening) -> Opening:
    return Opening.objects.select_for_update(of=("self",)).get(pk=opening.pk)


def _made_before(person: Person, key: str) -> Opening | None:
    uids = Receipt.objects.filter(person=person, act=ASK, key=key).values("made_uid")
    return Opening.objects.filter(uid__in=uids).first()


def _log(by: Viewer, verb: str, opening: Opening) -> None:
    details: dict[str, object] = {"opening": str(opening.uid), "purpose": opening.purpose}
    if opening.number is not None:
        details["number"] = opening.number
    record(
        actor=by.actor,
        verb=verb,
        kind=opening.thing_kind,
        uid=str(opening.thing_uid),
        details=details,
    )
