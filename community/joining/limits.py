"""How often somebody may knock: per address of the network, and per mailbox.

Rates are `ACCOUNT_RATE_LIMITS["join"]` and `["join_address"]`; the counts lie in the shared
cache. Too many for one mailbox change nothing that the asker sees: no mail goes out.
"""

from allauth.core import ratelimit
from django.http import HttpRequest


def knocks_too_often(request: HttpRequest) -> bool:
    """Counts one knock of the request's network address; true beyond the limit."""
    return not ratelimit.consume(request, action="join")


def mailbox_is_full(request: HttpRequest, email: str) -> bool:
    """Counts one mail to `email`; true beyond the limit."""
    return not ratelimit.consume(request, action="join_address", key=email.lower())
