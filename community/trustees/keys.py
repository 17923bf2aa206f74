"""A trustee's key: made in one go, its private half locked with a passphrase.

Format: private half = ChaCha20-Poly1305 under argon2id(passphrase, salt), a nonce of zeros
(each salt, and so each key, is used once), the public half as associated data.
"""

import secrets
from base64 import b64decode, b64encode
from datetime import datetime

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from django.db import transaction
from django.utils import timezone

from community.access.policy import require
from community.access.viewer import Viewer
from community.audit.recording import record
from community.models import NetworkRole, Person

from .models import TrusteeKey

ONCE = bytes(12)
# OWASP's second recommendation for argon2id, doubled: 64 MiB, 3 rounds.
MEMORY_KIB, ROUNDS, LANES = 64 * 1024, 3, 1


class WrongPassphrase(ValueError):
    """The passphrase does not open the key."""


@transaction.atomic
def make_key(
    person: Person, passphrase: str, *, by: Viewer, now: datetime | None = None
) -> TrusteeKey:
    """A new key for a trustee; the one before retires and goes on opening what it could."""
    require(by, "trustees.act")
    now = now or timezone.now()
    Person.objects.select_for_update().get(pk=person.pk)
    TrusteeKey.objects.filter(person=person, retired_at=None).update(retired_at=now)
    private, salt = X25519PrivateKey.generate(), secrets.token_bytes(16)
    public = private.public_key().public_bytes_raw()
    box = _lock(passphrase, salt).encrypt(ONCE, private.private_bytes_raw(), public)
    made = TrusteeKey.objects.create(
        person=person, public=_text(public), salt=_text(salt), box=_text(box), made_at=now
    )
    record(actor=by.actor, verb="trustee.key", kind="person", uid=str(person.uid))
    return made


def key_of(person: Person) -> TrusteeKey | None:
    """The key of `person` that is in use."""
    return TrusteeKey.objects.filter(person=person, retired_at=None).first()


def keys_in_use(now: datetime | None = None) -> list[TrusteeKey]:
    """The keys of those who are trustees now, in a fixed order: whom an act is sealed to."""
    now = now or timezone.now()
    seats = NetworkRole.objects.filter(role=NetworkRole.Role.TRUSTEE, since__lte=now)
    trustees = seats.exclude(until__lte=now).values("person")
    rows = TrusteeKey.objects.filter(retired_at=None, person__in=trustees)
    return list(rows.order_by("uid"))


def unlock(key: TrusteeKey, passphrase: str) -> X25519PrivateKey:
    """The private half; WrongPassphrase for any other passphrase. Takes about 0.1 s."""
    try:
        raw = _lock(passphrase, b64decode(key.salt)).decrypt(
            ONCE, b64decode(key.box), b64decode(key.public)
        )
    except InvalidTag:
        raise WrongPassphrase from None
    return X25519PrivateKey.from_private_bytes(raw)


def public_of(key: TrusteeKey) -> X25519PublicKey:
    """The half that anybody may use."""
    return X25519PublicKey.from_public_bytes(b64decode(key.public))


def _lock(passphrase: str, salt: bytes) -> ChaCha20Poly1305:
    key = hash_secret_raw(passphrase.encode(), salt, ROUNDS, MEMORY_KIB, LANES, 32, Type.ID)
    return ChaCha20Poly1305(key)


def _text(raw: bytes) -> str:
    return b64encode(raw).decode()
