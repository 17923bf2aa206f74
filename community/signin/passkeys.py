"""Passkeys: how a person and a key are named to the outside, and what may be done with a key.

A browser's passkey carries a handle of the account. It is the person's uid, not the key of a
row. A key is named by a keyed hash of its row, so that no page numbers them.
"""

from uuid import UUID

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from community.audit.recording import record
from community.enrolment import lets_go
from community.models import Person
from community.readers import actor_of

from .alerts import tell_of_removed_factor
from .sessions import end_others_silently

SALT = "community.signin.passkeys"
LONGEST_NAME = 60


def handle_of(person: Person) -> bytes:
    """What a passkey keeps of the account it opens: the 16 bytes of the person's uid."""
    return person.uid.bytes


def person_with(handle: bytes) -> Person | None:
    """The person that a passkey's handle names; None for anything else."""
    if len(handle) != 16:
        return None
    return Person.objects.filter(uid=UUID(bytes=handle)).first()


def uid_of(key: Authenticator) -> UUID:
    """The outside name of a key, the same each time on this instance."""
    digest = salted_hmac(SALT, str(key.pk), algorithm="sha256").digest()
    return UUID(bytes=digest[:16], version=4)


def passkeys_of(person: Person) -> list[Authenticator]:
    """The passkeys of `person`, oldest first."""
    rows = Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN)
    return list(rows.order_by("created_at", "pk"))


def passkey_of(person: Person, uid: str) -> Authenticator | None:
    """The one passkey of `person` with that outside name."""
    return next((key for key in passkeys_of(person) if str(uid_of(key)) == uid), None)


@transaction.atomic
def rename(key: Authenticator, name: str) -> None:
    """Gives a key another name; the first 60 characters of it count."""
    locked = Authenticator.objects.select_for_update().get(pk=key.pk)
    locked.data["name"] = name.strip()[:LONGEST_NAME]
    locked.save(update_fields=["data"])


@transaction.atomic
def remove(key: Authenticator, request: HttpRequest) -> None:
    """Removes a key, tells its person, ends their other sessions. The last factor stays:
    PermissionDenied."""
    person = Person.objects.select_for_update().get(pk=key.user_id)
    if not lets_go(key):
        raise PermissionDenied("last factor")
    mark = str(uid_of(key))
    Authenticator.objects.filter(pk=key.pk).delete()
    tell_of_removed_factor(person, "webauthn", mark)
    end_others_silently(request, person)
    record(
        actor=actor_of(person),
        verb="factor.remove",
        kind="person",
        uid=str(person.uid),
        details={"factor": "webauthn"},
    )


def is_counter_new(key: Authenticator, counter: int) -> bool:
    """Whether a key's signature counter moved on; a copied key would show an old number.

    Keys that are synchronised between devices always say 0, which tells nothing.
    """
    seen = int(key.data.get("counter", 0))
    return counter > seen or counter == seen == 0


def note_counter(key: Authenticator, counter: int) -> None:
    """Keeps the number for the next time."""
    if counter:
        key.data["counter"] = counter
        key.save(update_fields=["data"])
