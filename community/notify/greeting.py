"""Who signs in with an address that refuses our mail is told so at once."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import signals as auth
from django.http import HttpRequest
from django.utils.translation import gettext as _

from community.models import Person

from .addresses import is_stopped


def connect() -> None:
    """Connects the receiver; called once, when the app is ready."""
    auth.user_logged_in.connect(_logged_in, dispatch_uid="notify.stopped_address")


def _logged_in(request: HttpRequest, user: Person, **_more: Any) -> None:
    if hasattr(request, "_messages") and is_stopped(user.email):
        words = _("Your mail server refuses our mail. See “Mail” on your pages.")
        messages.warning(request, words)
