"""Writing down who did a sealed act so that only two trustees together can read it.

Format of `SealedAct.sealed`: JSON with `content` (the actor and the organisation acted for,
under a random key, ChaCha20-Poly1305, nonce of zeros, the thing's kind and uid as associated
data) and `halves` (that key for each pair of trustees' keys, `boxes.split`).
"""

import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from itertools import product
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from django.utils import timezone

from community.access.actors import Actor
from community.models import Person

from .boxes import ONCE, CannotOpen, Halves, own_halves, split, xor
from .keys import WrongPassphrase, keys_in_use, public_of, unlock
from .models import SealedAct, TrusteeKey

NOBODY = "no-keys"
# Names and lengths must not tell who it was: every content is as long as this.
LENGTH = 320


@dataclass(frozen=True, slots=True)
class Doer:
    """Whom a sealed act hides: the actor and the organisation's uid."""

    kind: str
    id: str
    on_behalf_of: str


def seal(actor: Actor, on_behalf_of: str, *, kind: str, uid: UUID) -> dict[str, str]:
    """Seals who acted, in the act's transaction. Returns the fact for its row of the log.

    With fewer than two trustees' keys nobody could open it: nothing is kept, and the fact
    says `no-keys`.
    """
    keys = keys_in_use()
    if len(keys) < 2:
        return {"sealed": NOBODY}
    sealed = _encrypted(Doer(actor.kind, actor.id, on_behalf_of), kind, uid, keys)
    digest = sha256(sealed.encode()).hexdigest()
    SealedAct.objects.create(
        digest=digest, kind=kind, thing_uid=uid, sealed=sealed, at=timezone.now()
    )
    return {"sealed": digest}


def sealed_act(kind: str, uid: UUID) -> SealedAct | None:
    """The sealed act that made this thing."""
    return SealedAct.objects.filter(kind=kind, thing_uid=uid).order_by("pk").first()


def shares_of(act: SealedAct, person: Person, passphrase: str) -> list[str]:
    """One trustee's halves of the act's key, in base64; none if it was not sealed to them.

    Tries the trustee's older keys too. WrongPassphrase if it opens none of them.
    """
    opened = _opened(person, passphrase)
    halves: Halves = [tuple(row) for row in json.loads(act.sealed)["halves"]]
    return [
        b64encode(half).decode()
        for name, private in opened.items()
        for half in own_halves(halves, name, private)
    ]


def unseal(act: SealedAct, one: Sequence[str], two: Sequence[str]) -> Doer:
    """Who it was, from the shares of two different trustees; CannotOpen if they do not fit."""
    if sha256(act.sealed.encode()).hexdigest() != act.digest:
        raise CannotOpen
    content = b64decode(json.loads(act.sealed)["content"])
    for half, other in product(one, two):
        cipher = ChaCha20Poly1305(xor(b64decode(half), b64decode(other)))
        with suppress(InvalidTag):
            return Doer(**json.loads(cipher.decrypt(ONCE, content, _bound(act))))
    raise CannotOpen


def _opened(person: Person, passphrase: str) -> dict[str, X25519PrivateKey]:
    found = {}
    for key in TrusteeKey.objects.filter(person=person):
        with suppress(WrongPassphrase):
            found[str(key.uid)] = unlock(key, passphrase)
    if not found:
        raise WrongPassphrase
    return found


def _encrypted(doer: Doer, kind: str, uid: UUID, keys: list[TrusteeKey]) -> str:
    secret = secrets.token_bytes(32)
    plain = json.dumps({"kind": doer.kind, "id": doer.id, "on_behalf_of": doer.on_behalf_of}).ljust(
        LENGTH
    )
    content = ChaCha20Poly1305(secret).encrypt(ONCE, plain.encode(), f"{kind}:{uid}".encode())
    publics = {str(key.uid): public_of(key) for key in keys}
    whole = {"content": b64encode(content).decode(), "halves": split(secret, publics)}
    return json.dumps(whole, separators=(",", ":"))


def _bound(act: SealedAct) -> bytes:
    return f"{act.kind}:{act.thing_uid}".encode()
