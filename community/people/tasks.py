"""What time does to people: accounts fall asleep, confirmations grow old, links expire."""

from datetime import timedelta

from django.utils import timezone

from community.jobs.payload import Payload
from community.jobs.registry import every

from .dormancy import fall_asleep
from .models import Invitation, Request
from .reconfirming import put_what_is_due

A_DAY = 24 * 3600
KEEP_UNUSED = timedelta(days=90)


@every(A_DAY, "people.sleep", transactional=False)
def put_to_sleep(payload: Payload) -> None:
    """Notices, and accounts that fall asleep; a transaction for each person."""
    fall_asleep(timezone.now())


@every(A_DAY, "people.reconfirm")
def ask_for_confirmation(payload: Payload) -> None:
    """Organisations whose people were not confirmed for a period wait for their answer."""
    put_what_is_due(timezone.now())


@every(A_DAY, "people.forget")
def forget_what_came_to_nothing(payload: Payload) -> None:
    """Deletes requests that nobody proved or that have no organisation, and old invitations
    that nobody took: they hold addresses of people who are no members."""
    now = timezone.now()
    Request.objects.filter(expires_at__lte=now, proven_at=None).delete()
    Request.objects.filter(expires_at__lte=now, organisation=None).delete()
    gone = now - KEEP_UNUSED
    Request.objects.filter(decided_at__lte=gone).delete()
    Invitation.objects.filter(expires_at__lte=gone, accepted_at=None).delete()
