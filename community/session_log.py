"""Logins, logouts and changes of factors in the audit log, by the signals that tell of them.

An address that a stranger typed is not written down: the log cannot be erased. It is the
account's uid if there is one, else a keyed hash, good enough to see one address tried often.
"""

from typing import Any

from allauth.account import signals as account
from allauth.account.authentication import get_authentication_records
from allauth.mfa import signals as factor
from allauth.mfa.models import Authenticator
from django.contrib.auth import signals as auth
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from .access.actors import ANONYMOUS_ACTOR, Actor
from .audit.recording import record
from .models import Person
from .readers import actor_of

SALT = "community.session_log"
LOCKOUT_NOTED_FOR = 300  # seconds


def connect() -> None:
    """Connects the receivers; called once, when the app is ready."""
    auth.user_logged_in.connect(_logged_in, dispatch_uid="log.login")
    auth.user_logged_out.connect(_logged_out, dispatch_uid="log.logout")
    auth.user_login_failed.connect(_login_failed, dispatch_uid="log.login_failed")
    factor.authenticator_added.connect(_factor_added, dispatch_uid="log.factor.add")
    factor.authenticator_removed.connect(_factor_removed, dispatch_uid="log.factor.remove")
    factor.authenticator_reset.connect(_factor_reset, dispatch_uid="log.factor.reset")
    factor.authentication_failed.connect(_factor_failed, dispatch_uid="log.factor.failed")
    for name in ("password_set", "password_changed", "password_reset"):
        getattr(account, name).connect(_password_changed, dispatch_uid=f"log.{name}")
    account.email_changed.connect(_address_changed, dispatch_uid="log.email")


def _logged_in(request: HttpRequest, user: Person, **_more: Any) -> None:
    records = get_authentication_records(request, user) if hasattr(request, "session") else []
    shown = [str(entry["type"]) for entry in records if entry["method"] == "mfa"]
    _note("session.login", user, factor=shown[-1] if shown else "none")


def _logged_out(user: Person | None, **_more: Any) -> None:
    if user is not None:
        _note("session.logout", user)


def _login_failed(credentials: dict[str, Any], **_more: Any) -> None:
    address = str(credentials.get("email") or credentials.get("username") or "")
    person = Person.objects.filter(email__iexact=address).only("uid").first()
    with transaction.atomic():
        record(
            actor=ANONYMOUS_ACTOR,
            verb="session.login_failed",
            kind="person" if person else "address",
            uid=str(person.uid) if person else hashed(address),
        )


def note_lockout(credentials: dict[str, Any]) -> None:
    """Notes that an address has to wait, once in five minutes: knocking on fills no log."""
    address = str(credentials.get("email") or credentials.get("username") or "")
    if not cache.add(f"{SALT}:lockout:{hashed(address)}", 1, LOCKOUT_NOTED_FOR):
        return
    person = Person.objects.filter(email__iexact=address).only("uid").first()
    with transaction.atomic():
        record(
            actor=ANONYMOUS_ACTOR,
            verb="session.lockout",
            kind="person" if person else "address",
            uid=str(person.uid) if person else hashed(address),
        )


def hashed(address: str) -> str:
    """A keyed hash of an address, the same for the same address on this instance."""
    return salted_hmac(SALT, address.strip().lower(), algorithm="sha256").hexdigest()[:32]


def _factor_added(user: Person, authenticator: Authenticator, **_more: Any) -> None:
    _note("factor.add", user, factor=str(authenticator.type))


def _factor_removed(user: Person, authenticator: Authenticator, **_more: Any) -> None:
    _note("factor.remove", user, factor=str(authenticator.type))


def _factor_reset(user: Person, authenticator: Authenticator, **_more: Any) -> None:
    _note("factor.reset", user, factor=str(authenticator.type))


def _factor_failed(user: Person, **_more: Any) -> None:
    _note("factor.failed", user, actor=ANONYMOUS_ACTOR)


def _password_changed(user: Person, **_more: Any) -> None:
    _note("password.change", user)


def _address_changed(user: Person, **_more: Any) -> None:
    _note("address.change", user)


def _note(verb: str, person: Person, *, actor: Actor | None = None, **details: str) -> None:
    with transaction.atomic():
        record(
            actor=actor or actor_of(person),
            verb=verb,
            kind="person",
            uid=str(person.uid),
            details=details,
        )
