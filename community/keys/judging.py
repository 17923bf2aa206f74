"""Is this text a public key that mail can be encrypted to? Pure; knows no database."""

import warnings
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pysequoia import Cert, encrypt

# A key with many signatures on it is some 100 kB; nothing longer is looked at.
LONGEST = 200_000
BEGIN = "-----BEGIN PGP PUBLIC KEY BLOCK-----"
PRIVATE = "PRIVATE KEY BLOCK-----"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What a key says of itself; `armored` is written anew from what was understood."""

    armored: str
    fingerprint: str
    user_ids: tuple[str, ...]
    expires: datetime | None


def read_key(text: str, now: datetime) -> PublicKey:
    """The one public key in `text`, or ValidationError in words for who pasted it."""
    cert = _parsed(text)
    if cert.is_revoked:
        raise ValidationError(_("This key has been revoked by its owner."), code="revoked")
    expires = cert.expiration
    if expires is not None and expires <= now:
        raise ValidationError(_("This key has expired. Paste a new one."), code="expired")
    if encrypted(b"test", cert) is None:
        raise ValidationError(
            _("Nothing can be encrypted to this key: it has no valid key for encryption."),
            code="no-encryption",
        )
    names = tuple(str(name)[:200] for name in cert.user_ids)[:20]
    return PublicKey(str(cert), str(cert.fingerprint), names, expires)


def encrypted(data: bytes, key: Cert | str) -> bytes | None:
    """`data` as an armored OpenPGP message for `key`; None if the key cannot take it now."""
    try:
        cert = Cert.from_bytes(key.encode()) if isinstance(key, str) else key
        return bytes(encrypt(data, recipients=[cert]))
    except (RuntimeError, ValueError):
        # What the library says holds its own stack; the caller knows enough.
        return None


def _parsed(text: str) -> Cert:
    text = text.strip()
    if len(text) > LONGEST:
        raise ValidationError(_("This is too long for a key."), code="too-long")
    if PRIVATE in text:
        raise ValidationError(
            _("This is a private key. Keep it to yourself, and paste the public one."),
            code="private",
        )
    if not text.startswith(BEGIN):
        raise ValidationError(
            _("Paste the whole block, from the line BEGIN PGP PUBLIC KEY BLOCK to its end."),
            code="no-block",
        )
    if text.count(BEGIN) > 1:
        raise ValidationError(_("Paste one key only."), code="several")
    try:
        cert = Cert.from_bytes(text.encode())
    except (RuntimeError, ValueError):
        raise ValidationError(
            _("This key cannot be read. It may have been cut off on the way."), code="unreadable"
        ) from None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        if cert.has_secret_keys:
            raise ValidationError(
                _("This is a private key. Keep it to yourself, and paste the public one."),
                code="private",
            )
    return cert
