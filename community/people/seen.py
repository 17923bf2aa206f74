"""The day of each full login. A session without its second factor is no visit."""

from typing import Any

from django.contrib.auth.signals import user_logged_in

from community.models import Person

from .dormancy import note_seen


def connect() -> None:
    """Connects the receiver; called once, when the app is ready."""
    user_logged_in.connect(_seen, dispatch_uid="people.seen")


def _seen(user: Person, **_more: Any) -> None:
    note_seen(user)
