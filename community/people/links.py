"""Secrets in mailed links: 256 random bits, of which the database keeps a hash only."""

import secrets
from hashlib import sha256


def new_secret() -> str:
    """What goes into the link; it is never stored."""
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """What is stored of a secret."""
    return sha256(secret.encode()).hexdigest()
