"""The worker's side of outgoing mail."""

import uuid

from community.jobs.payload import Payload
from community.jobs.registry import register

from . import delivery
from .models import OutgoingMail
from .outbox import ACCOUNT, DELIVER
from .rechecks import recheck


def _give_up(payload: Payload) -> None:
    delivery.give_up(uuid.UUID(str(payload["mail"])))


@register(DELIVER, on_failed=_give_up)
def deliver(payload: Payload) -> None:
    """Sends the mail with this uid."""
    delivery.deliver(uuid.UUID(str(payload["mail"])))


@recheck(ACCOUNT)
def always(mail: OutgoingMail) -> bool:
    """An account mail goes to whoever holds the address; nothing is read for it."""
    return True
