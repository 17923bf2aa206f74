"""The worker's side of outgoing mail."""

import uuid
from datetime import timedelta

from django.utils import timezone

from community.jobs.payload import Payload
from community.jobs.registry import every, register
from community.models import Person

from . import delivery, digesting
from .models import DigestItem, OutgoingMail
from .outbox import ACCOUNT, DELIVER
from .rechecks import recheck
from .wording import words

# After that nobody is told any more that a label has risen since.
KEEP_ITEMS = timedelta(days=90)

words(digesting.KIND)(digesting.compose_digest)


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


@every(60, "notify.digests", transactional=False)
def look_for_digests(payload: Payload) -> None:
    """Queues the digests that are due by now."""
    digesting.queue_due()


@register(digesting.WRITE)
def write_digest(payload: Payload) -> None:
    """Writes the digest whose due row has this uid."""
    digesting.write_digest(uuid.UUID(str(payload["due"])))


@recheck(digesting.KIND)
def still_active(mail: OutgoingMail) -> bool:
    """A digest asks for each of its things by itself; here only for the account."""
    return Person.objects.filter(pk=mail.person_id or 0, is_active=True).exists()


@every(24 * 3600, "notify.purge_items")
def purge_items(payload: Payload) -> None:
    """Deletes what old digests consisted of."""
    DigestItem.objects.filter(mail__sent_at__lt=timezone.now() - KEEP_ITEMS).delete()
