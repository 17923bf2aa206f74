"""The only writer of logins: who came or tried to come in, from where, and whether that is new.

A device is known by browser and system, a place by its country where the operator supplied a
file of countries. The first login of an account is new to nobody.
"""

from datetime import datetime, timedelta

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from community.models import Person

from .agents import family_of
from .alerts import tell_of
from .countries import country_of
from .models import Login

IN = Login.Outcome.IN


@transaction.atomic
def note_login(request: HttpRequest, person: Person) -> Login:
    """Writes down a login that succeeded, and writes a letter if device or country is new."""
    login = _row(request, person, IN)
    login.way = way_of(request, person)
    before = Login.objects.filter(person=person, outcome=IN)
    if before.exists():
        login.new_device = not before.filter(family=login.family).exists()
        # Logins from before there was a file of countries say nothing of them.
        known = before.exclude(country="")
        login.new_country = (
            bool(login.country)
            and known.exists()
            and (not known.filter(country=login.country).exists())
        )
    login.save()
    if login.new_device or login.new_country:
        tell_of(login)
    return login


def note_failure(request: HttpRequest | None, person: Person | None, outcome: str) -> None:
    """Writes down an attempt that failed; `person` None: the address typed has no account."""
    if request is not None:
        _row(request, person, Login.Outcome(outcome)).save()


def way_of(request: HttpRequest, person: Person) -> str:
    """How the session was opened: `passkey`, `password+totp`, `sso+webauthn`, …"""
    words: list[str] = []
    for record in get_authentication_records(request, person):
        if record.get("reauthenticated"):
            continue
        if record.get("passwordless"):
            return "passkey"
        word = str(record.get("type") or record.get("method"))
        words.append({"socialaccount": "sso", "code": "mail"}.get(word, word))
    return "+".join(dict.fromkeys(words))[:60]


def _row(request: HttpRequest, person: Person | None, outcome: Login.Outcome) -> Login:
    address = _address(request)
    return Login(
        person=person,
        at=timezone.now(),
        outcome=outcome,
        address=address,
        country=country_of(address),
        family=family_of(request.META.get("HTTP_USER_AGENT", "")),
    )


def _address(request: HttpRequest) -> str | None:
    try:
        return str(get_adapter().get_client_ip(request)).partition("%")[0] or None
    except PermissionDenied:
        return None


def forget(now: datetime) -> int:
    """Deletes what is older than `LOGIN_DAYS`; returns how many rows went.

    A device that did not come for so long is a new one again.
    """
    old = now - timedelta(days=settings.LOGIN_DAYS)
    deleted, _each = Login.objects.filter(at__lt=old).delete()
    return deleted
