"""How often one may search in a minute: unknown people by their address, callers of the API
by who they are.

`settings.SEARCH_RATES` has the numbers; they are generous, for a whole office may share an
address. What was asked is never part of what is kept. A plain count a minute costs one visit
to the cache, so that it does not slow down typing.
"""

import time
from contextlib import suppress
from hashlib import sha256
from ipaddress import IPv6Address
from typing import Literal

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from community.access.gates import viewer_of
from community.audit.where import address

Action = Literal["search", "suggest", "api"]

WAIT = 60  # seconds after which there is room again


def within(request: HttpRequest, action: Action) -> bool:
    """Counts one asking; False if it was one too many.

    On the pages only unknown people are counted: members answer for what they do. A machine's
    calls are counted at its door.
    """
    actor = viewer_of(request).actor
    if actor.kind == "machine" or (action != "api" and actor.kind != "anonymous"):
        return True
    who = _network(address()) if actor.kind == "anonymous" else str(actor)
    return _count(action, who) <= settings.SEARCH_RATES[action]


def _count(action: Action, who: str) -> int:
    digest = sha256(who.encode()).hexdigest()[:24]
    key = f"searching:{action}:{int(time.time()) // WAIT}:{digest}"
    try:
        return int(cache.incr(key))
    except ValueError:
        cache.add(key, 1, timeout=2 * WAIT)
        return 1


def _network(client: str) -> str:
    """Of IPv6 the network: one machine there has as many addresses as it likes."""
    with suppress(ValueError):
        return IPv6Address(client).exploded[:19]
    return client
