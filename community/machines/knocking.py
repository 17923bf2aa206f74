"""A machine at the door: its token read from the header, throttled, looked up, compared."""

import base64
import binascii
from dataclasses import dataclass

from allauth.core.internal import ratelimit
from django.http import HttpRequest
from django.utils import timezone

from community.access.actors import ANONYMOUS_ACTOR
from community.audit.recording import record_refusal

from .keeping import note_use
from .secrets import is_it, prefix_of
from .viewing import Machine, machine_of, token_by_prefix

# Rates of `ACCOUNT_RATE_LIMITS`: wrong tokens of an address, calls of one token.
WRONG, CALLS = "wrong_tokens", "machine_calls"
LONGEST_HEADER = 400


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """`wait`: the seconds after which to come again; 0 where no waiting helps."""

    wait: int = 0


def knock(request: HttpRequest) -> Machine | TurnedAway:
    """The machine whose token the request carries. A right one is let in however many wrong
    ones came from its address; wrong ones are logged until the address has to wait."""
    text = _token_in(request.headers.get("Authorization", ""))
    if not (prefix := prefix_of(text)):
        return TurnedAway()
    token = token_by_prefix(prefix)
    if not is_it(text, token.digest if token else None) or token is None:
        return _wrong(request)
    found = machine_of(token, now := timezone.now())
    if isinstance(found, str):
        return _wrong(request, str(token.uid), found)
    if not _within(request, CALLS, str(token.uid)):
        return TurnedAway(wait=60)
    note_use(token, now)
    return found


def _within(request: HttpRequest, action: str, key: str | None = None) -> bool:
    """Counts this request; False once a rate is used up. allauth lets a GET pass by default."""
    app = "allauth.account"
    return bool(ratelimit.consume(request, app=app, action=action, key=key, limit_get=True))


def _wrong(request: HttpRequest, uid: str = "-", reason: str = "unknown") -> TurnedAway:
    """An unknown token and one that has ended are answered alike."""
    if not _within(request, WRONG):
        return TurnedAway(wait=600)
    record_refusal(actor=ANONYMOUS_ACTOR, verb="token.use", kind="token", uid=uid, reason=reason)
    return TurnedAway()


def _token_in(header: str) -> str:
    """What a Bearer or Basic header carries; "" for nothing.

    Basic carries the token as password and its public part as user: for clients that know
    nothing else.
    """
    kind, _, value = header.partition(" ")
    if len(header) > LONGEST_HEADER:
        return ""
    if kind.lower() == "bearer":
        return value.strip()
    if kind.lower() == "basic":
        user, _, password = _decoded(value.strip()).partition(":")
        return password if user and user == prefix_of(password) else ""
    return ""


def _decoded(value: str) -> str:
    try:
        return base64.b64decode(value, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return ""
