"""Sessions of a person: which there are, and how they end.

Ending raises the person's epoch too, so that a session which is listed nowhere ends as well.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from community.access.actors import Actor
from community.access.policy import Decision, allowed_if, require, rule
from community.access.viewer import Viewer
from community.audit.recording import record
from community.models import Person
from community.readers import actor_of

from .agents import family_of
from .countries import country_of
from .epochs import keep_session, raise_epoch

SALT = "community.signin.sessions"


@dataclass(frozen=True, slots=True)
class Shown:
    """One session as its person sees it. `last_seen` is right to five minutes."""

    uid: UUID
    family: str
    address: str
    country: str
    begun: datetime
    last_seen: datetime
    is_this: bool


def sessions_of(person: Person, this: str | None = None) -> list[Shown]:
    """Every session of `person` that is alive, this one first, then the last seen.

    `this`: the session key of who looks.
    """
    shown = [
        Shown(
            uid=_uid(row.session_key),
            family=family_of(row.user_agent),
            address=row.ip,
            country=country_of(row.ip),
            begun=row.created_at,
            last_seen=row.last_seen_at,
            is_this=row.session_key == this,
        )
        for row in _alive(person)
    ]
    return sorted(shown, key=lambda one: (not one.is_this, -one.last_seen.timestamp()))


def _alive(person: Person) -> Iterator[UserSession]:
    now = timezone.now()
    rows = UserSession.objects.filter(
        user=person,
        created_at__gt=now - timedelta(seconds=settings.SESSION_LONGEST_SECONDS),
        last_seen_at__gt=now - timedelta(seconds=settings.SESSION_IDLE_SECONDS),
    )
    keys = {row.session_key: row for row in rows}
    there = Session.objects.filter(session_key__in=keys, expire_date__gt=now)
    yield from (keys[key] for key in there.values_list("session_key", flat=True))


@rule("sessions.end")
def _may_end(viewer: Viewer, person: Person) -> Decision:
    return allowed_if(
        viewer.person_id == person.pk or viewer.has_role("secretariat"), "not your sessions"
    )


@transaction.atomic
def end_one(request: HttpRequest, person: Person, uid: str) -> bool:
    """Ends one other session of one's own; False if there is none of that name."""
    for row in _alive(person):
        if str(_uid(row.session_key)) == uid and row.session_key != request.session.session_key:
            _delete([row.session_key])
            _note(actor_of(person), person, "one")
            return True
    return False


@transaction.atomic
def end_others(request: HttpRequest, person: Person) -> None:
    """Ends every session of `person` but that of `request`, as they asked."""
    end_others_silently(request, person)
    _note(actor_of(person), person, "others")


@transaction.atomic
def end_others_silently(request: HttpRequest, person: Person) -> None:
    """The same as part of another act (a factor changed), which writes the audit row."""
    _delete(_keys(person, but=request.session.session_key))
    raise_epoch(person)
    keep_session(request, person)


@transaction.atomic
def end_all(person: Person, *, viewer: Viewer, by: Person) -> None:
    """Ends every session of anybody: the secretariat, or the person. Refused for others."""
    require(viewer, "sessions.end", person)
    end_silently(person)
    _note(actor_of(by), person, "all")


def end_silently(person: Person) -> None:
    """The rows of `end_all` inside another act's transaction, which writes the audit row."""
    _delete(_keys(person))
    raise_epoch(person)


def _keys(person: Person, but: str | None = None) -> list[str]:
    rows = UserSession.objects.filter(user=person).exclude(session_key=but or "")
    return list(rows.values_list("session_key", flat=True))


def _delete(keys: list[str]) -> None:
    UserSession.objects.filter(session_key__in=keys).delete()
    Session.objects.filter(session_key__in=keys).delete()


def _uid(session_key: str) -> UUID:
    digest = salted_hmac(SALT, session_key, algorithm="sha256").digest()
    return UUID(bytes=digest[:16], version=4)


def _note(by: Actor, person: Person, which: str) -> None:
    record(
        actor=by,
        verb="session.end",
        kind="person",
        uid=str(person.uid),
        details={"which": which},
    )
