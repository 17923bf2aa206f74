"""Making, taking apart and comparing tokens. Nothing here touches a row."""

import hmac
import re
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_hex, token_urlsafe

# `mreza_` lets scanners of leaked secrets find ours; the rest is the prefix and 256 bits.
_SHAPE = re.compile(r"mreza_([0-9a-f]{12})_[A-Za-z0-9_-]{43}")
_NOBODY = sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class NewToken:
    """`text` goes to its owner once; `prefix` and `digest` are kept."""

    text: str
    prefix: str
    digest: str


def new_token() -> NewToken:
    """A token with a secret of 256 random bits."""
    prefix = token_hex(6)
    text = f"mreza_{prefix}_{token_urlsafe(32)}"
    return NewToken(text, prefix, digest_of(text))


def digest_of(text: str) -> str:
    """SHA-256 of a token as hex; enough for a secret that nobody can guess."""
    return sha256(text.encode()).hexdigest()


def prefix_of(text: str) -> str:
    """The public part of a token, or "" for a text of another shape."""
    found = _SHAPE.fullmatch(text)
    return found[1] if found else ""


def is_it(text: str, digest: str | None) -> bool:
    """Whether `text` is the token kept as `digest`, in the same time whether there is one."""
    same = hmac.compare_digest(digest_of(text), digest or _NOBODY)
    return same and digest is not None
