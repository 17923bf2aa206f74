"""Mailed links to an application: made once, kept as a digest, used once, ended by the next."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from .models import Application, Link

LASTS = timedelta(days=7)


def make_link(application: Application, now: datetime | None = None) -> tuple[Link, str]:
    """A new link and its token, which is kept nowhere; older links open nothing from now on."""
    now = now or timezone.now()
    application.links.filter(used_at=None, expires_at__gt=now).update(expires_at=now)
    token = secrets.token_urlsafe(32)
    link = Link.objects.create(
        application=application, digest=_digest(token), made_at=now, expires_at=now + LASTS
    )
    return link, token


def use_link(token: str, now: datetime | None = None) -> Application | None:
    """The application of an unused link, which opens nothing a second time; None for any other."""
    now = now or timezone.now()
    fresh = Q(used_at=None, expires_at__gt=now)
    if not Link.objects.filter(fresh, digest=_digest(token)).update(used_at=now):
        return None
    link = Link.objects.select_related("application__case").get(digest=_digest(token))
    return link.application


def is_fresh(token: str, now: datetime | None = None) -> bool:
    """Whether the link would open something."""
    now = now or timezone.now()
    return Link.objects.filter(digest=_digest(token), used_at=None, expires_at__gt=now).exists()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
