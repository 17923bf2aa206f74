"""Addresses that refused our mail for good: the only writer of that list, and who asks it."""

from django.db import transaction
from django.utils import timezone

from community.audit.recording import record
from community.models import Person
from community.readers import actor_of

from .models import StoppedAddress


def is_stopped(address: str) -> bool:
    """Whether mail no longer goes there."""
    return StoppedAddress.objects.filter(address=address.lower()).exists()


def stopped(address: str) -> StoppedAddress | None:
    """Why and since when, or None."""
    return StoppedAddress.objects.filter(address=address.lower()).first()


def stop_address(address: str, reason: str, status: str = "") -> None:
    """Writes there no more, in the caller's transaction. The first reason stays."""
    StoppedAddress.objects.get_or_create(
        address=address.lower(),
        defaults={"reason": reason, "status": status, "since": timezone.now()},
    )


def try_again(person: Person) -> bool:
    """The person says that their address takes mail again; True if it had been stopped."""
    with transaction.atomic():
        deleted, _each = StoppedAddress.objects.filter(address=person.email.lower()).delete()
        if deleted:
            record(
                actor=actor_of(person), verb="mail.try_again", kind="person", uid=str(person.uid)
            )
    return bool(deleted)
