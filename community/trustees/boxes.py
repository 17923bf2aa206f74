"""The ciphers of sealed acts, without Django: a box for one key, and a secret for any two.

A box for a public key: an ephemeral X25519 pair, HKDF-SHA256 over the shared secret and both
public halves, ChaCha20-Poly1305 with a nonce of zeros (each key is used once).

A secret for two of many: each pair of keys gets two halves whose XOR is the secret, one half
a random number, each in the box of its key. One half alone tells nothing, however much is
computed; and no pair learns another pair's halves.
"""

import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from itertools import combinations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SIZE = 32
ONCE = bytes(12)
PURPOSE = b"portal sealed act 1"

# For each pair of key names, the two boxes in base64, in the order of the names.
Halves = list[tuple[str, str, str, str]]


class CannotOpen(ValueError):
    """These keys, or these bytes, do not belong to the box."""


def put_in_box(content: bytes, public: X25519PublicKey) -> bytes:
    """Bytes that only the private half of `public` turns back into `content`."""
    mine = X25519PrivateKey.generate()
    own = mine.public_key().public_bytes_raw()
    key = _derived(mine.exchange(public), own, public)
    return own + ChaCha20Poly1305(key).encrypt(ONCE, content, None)


def take_out(box: bytes, private: X25519PrivateKey) -> bytes:
    """The content of a box; CannotOpen for a foreign or a changed one."""
    try:
        other = X25519PublicKey.from_public_bytes(box[:SIZE])
        key = _derived(private.exchange(other), box[:SIZE], private.public_key())
        return ChaCha20Poly1305(key).decrypt(ONCE, box[SIZE:], None)
    except (InvalidTag, ValueError):
        raise CannotOpen from None


def split(secret: bytes, keys: Mapping[str, X25519PublicKey]) -> Halves:
    """The halves of `secret` for every pair of the named keys."""
    found = []
    for one, two in combinations(sorted(keys), 2):
        pad = secrets.token_bytes(len(secret))
        first, second = put_in_box(pad, keys[one]), put_in_box(xor(secret, pad), keys[two])
        found.append((one, two, b64encode(first).decode(), b64encode(second).decode()))
    return found


def own_halves(halves: Halves, name: str, private: X25519PrivateKey) -> list[bytes]:
    """What the holder of the key `name` gets out of the pairs in which it stands."""
    boxes = [
        first if name == one else second for one, two, first, second in halves if name in (one, two)
    ]
    return [take_out(b64decode(box), private) for box in boxes]


def xor(one: bytes, two: bytes) -> bytes:
    """Both of the same length, bit by bit."""
    return bytes(a ^ b for a, b in zip(one, two, strict=True))


def _derived(shared: bytes, own: bytes, public: X25519PublicKey) -> bytes:
    info = PURPOSE + own + public.public_bytes_raw()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(shared)
