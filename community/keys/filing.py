"""The only writer of keys: file, replace, remove."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from community.access.policy import require
from community.access.viewer import Viewer
from community.audit.recording import record
from community.models import Person, Team

from .judging import read_key
from .models import Key

Owner = Person | Team


def key_of(owner: Owner) -> Key | None:
    """The key on file for a person or a team, whether it has expired or not."""
    return _current(owner).first()


def file_key(owner: Owner, armored: str, *, by: Viewer, now: datetime | None = None) -> Key:
    """Puts a public key on file in place of an earlier one.

    armored: what was pasted. ValidationError in plain words if nothing can be encrypted to
    it, `Refused` for who may not file for this owner.
    """
    require(by, "key.file", owner)
    now = now or timezone.now()
    read = read_key(armored, now)
    kept = _current(owner).filter(fingerprint=read.fingerprint, armored=read.armored).first()
    if kept is not None:
        return kept
    with transaction.atomic():
        _lock(owner)
        _end(owner, now)
        key = Key.objects.create(
            **_as_owner(owner),
            armored=read.armored,
            fingerprint=read.fingerprint,
            user_ids="\n".join(read.user_ids),
            expires=read.expires,
            filed_at=now,
        )
        _log("key.file", owner, by, fingerprint=read.fingerprint)
    return key


def remove_key(owner: Owner, *, by: Viewer, now: datetime | None = None) -> bool:
    """Takes the key off file; mail goes out unencrypted from then on. False if there was none."""
    require(by, "key.file", owner)
    with transaction.atomic():
        _lock(owner)
        if not (removed := _end(owner, now or timezone.now())):
            return False
        _log("key.remove", owner, by, fingerprint=removed)
    return True


def _current(owner: Owner) -> QuerySet[Key]:
    return Key.objects.filter(ended_at=None, **_as_owner(owner))


def _as_owner(owner: Owner) -> dict[str, Owner]:
    return {"person" if isinstance(owner, Person) else "team": owner}


def _lock(owner: Owner) -> None:
    kind = Person if isinstance(owner, Person) else Team
    kind.objects.select_for_update().filter(pk=owner.pk).first()


def _end(owner: Owner, now: datetime) -> str:
    """Ends the key on file and forgets it; returns its fingerprint, or nothing."""
    key = key_of(owner)
    if key is None:
        return ""
    key.armored, key.user_ids, key.ended_at = "", "", now
    key.save(update_fields=["armored", "user_ids", "ended_at"])
    return key.fingerprint


def _log(verb: str, owner: Owner, by: Viewer, **details: str) -> None:
    kind = "person" if isinstance(owner, Person) else "team"
    record(actor=by.actor, verb=verb, kind=kind, uid=str(owner.uid), details=details)
