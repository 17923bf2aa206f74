"""Ending what somebody is logged in with."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from community.models import Person


def end_sessions(person: Person) -> int:
    """Deletes every session of `person`; returns how many there were."""
    keys = list(UserSession.objects.filter(user=person).values_list("session_key", flat=True))
    UserSession.objects.filter(user=person).delete()
    deleted, _each = Session.objects.filter(session_key__in=keys).delete()
    return deleted
