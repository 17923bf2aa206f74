"""The number that all sessions of a person carry: raised, it ends them, listed or not.

It is part of the hash that Django compares at each request (`Person.get_session_auth_hash`),
so that no code path can forget to ask.
"""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import HASH_SESSION_KEY
from django.db.models import F
from django.http import HttpRequest

from community.models import Person

from .models import Epoch


class EpochBackend(AuthenticationBackend):
    """allauth's backend, which brings the number along with the account in one query."""

    def get_user(self, user_id: Any) -> Person | None:
        person = Person.objects.select_related("login_epoch").filter(pk=user_id).first()
        return person if person and self.user_can_authenticate(person) else None


def raise_epoch(person: Person) -> None:
    """Ends every session of `person` at its next request. Called in the act's transaction."""
    Epoch.objects.get_or_create(person=person)
    Epoch.objects.filter(person=person).update(number=F("number") + 1)
    person._state.fields_cache.pop("login_epoch", None)


def keep_session(request: HttpRequest, person: Person) -> None:
    """Lets the session of `request` alone live on after `raise_epoch`."""
    request.session[HASH_SESSION_KEY] = person.get_session_auth_hash()
