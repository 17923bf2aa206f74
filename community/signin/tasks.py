"""What time does to logins."""

from django.utils import timezone

from community.jobs.payload import Payload
from community.jobs.registry import every

from . import logins, reenrolment


@every(24 * 3600, "signin.forget_logins")
def forget_logins(payload: Payload) -> None:
    """Deletes logins older than `LOGIN_DAYS`."""
    logins.forget(timezone.now())


@every(3600, "signin.end_resets")
def end_resets(payload: Payload) -> None:
    """Closes new enrolments whose time ran out."""
    reenrolment.close_expired(timezone.now())
