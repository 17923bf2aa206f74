"""Learning a sealed author's name, once the glass is broken for it.

Where the act was sealed to trustees, both give their passphrase: each one's share is kept
until the opening is over, and alone says nothing. Where it could not be sealed (fewer than
two trustees had keys at that time) the forum's own row tells the name.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from community.access.policy import require
from community.access.viewer import Viewer
from community.audit.recording import record
from community.models import Person

from . import breakable
from .boxes import CannotOpen
from .breaking import note_reading
from .models import Opening, SealedAct
from .rules import Second
from .sealing import Doer, sealed_act, shares_of, unseal


@dataclass(frozen=True, slots=True)
class Unsealed:
    """How far it is. `name`: known now. `waits_for_me`, `waits_for_other`: a passphrase is
    missing. `broken`: the sealed record does not open. `differs`: it names somebody else than
    the forum's row, which one of the two was changed to do."""

    name: str = ""
    waits_for_me: bool = False
    waits_for_other: bool = False
    broken: bool = False
    differs: bool = False
    nothing: bool = False


def give_share(
    opening: Opening,
    passphrase: str,
    *,
    by: Viewer,
    person: Person,
    now: datetime | None = None,
) -> None:
    """One of the two gives a passphrase; WrongPassphrase if it opens no key of theirs."""
    require(by, "glass.read", Second(opening, now or timezone.now()))
    act = _act_of(opening)
    if act is None:
        return
    share = json.dumps(shares_of(act, person, passphrase))
    field = "share" if person.pk == opening.asked_by_id else "other_share"
    with transaction.atomic():
        Opening.objects.filter(pk=opening.pk).update(**{field: share})
        record(
            actor=by.actor,
            verb="glass.share",
            kind=opening.thing_kind,
            uid=str(opening.thing_uid),
            details={"opening": str(opening.uid)},
        )
    setattr(opening, field, share)


def unsealed(opening: Opening, *, by: Viewer, now: datetime | None = None) -> Unsealed:
    """What the viewer may learn now; each telling of a name is a row of the log."""
    require(by, "glass.read", Second(opening, now or timezone.now()))
    found = breakable.find(opening.thing_kind, opening.thing_uid, opening.number)
    if found is None or found.sealed_author is None:
        return Unsealed(nothing=True)
    act = sealed_act(*found.sealed_as) if found.sealed_as else None
    if act is None:
        state = Unsealed(name=found.sealed_author().name)
    else:
        state = _from_shares(opening, act, by, found.sealed_author())
    if state.name:
        note_reading(opening, "glass.unseal", by=by, now=now)
    return state


def _from_shares(opening: Opening, act: SealedAct, by: Viewer, known: Person) -> Unsealed:
    if not (opening.share and opening.other_share):
        is_asker = by.person_id == opening.asked_by_id
        mine, theirs = opening.share, opening.other_share
        mine, theirs = (mine, theirs) if is_asker else (theirs, mine)
        return Unsealed(waits_for_me=not mine, waits_for_other=not theirs)
    try:
        doer = unseal(act, json.loads(opening.share), json.loads(opening.other_share))
    except CannotOpen:
        return Unsealed(broken=True)
    return Unsealed(name=_name(doer, known), differs=doer.id != str(known.uid))


def _name(doer: Doer, known: Person) -> str:
    if doer.id == str(known.uid):
        return known.name
    other = Person.objects.filter(uid=doer.id).first() if doer.kind == "person" else None
    return other.name if other else f"{doer.kind} {doer.id}"


def _act_of(opening: Opening) -> SealedAct | None:
    found = breakable.find(opening.thing_kind, opening.thing_uid, opening.number)
    return sealed_act(*found.sealed_as) if found and found.sealed_as else None
