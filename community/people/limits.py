"""How often somebody may ask to be let in: by their own address and for one mail address.

The rate is `ACCOUNT_RATE_LIMITS["ask_to_join"]`. Who asks too often gets the usual answer and
no mail, so that the limit tells nothing about an address.
"""

from allauth.core import ratelimit
from django.http import HttpRequest

ACTION = "ask_to_join"


def may_ask(request: HttpRequest, email: str) -> bool:
    """Counts one asking; False if it was one too many."""
    return bool(ratelimit.consume(request, action=ACTION, key=email.strip().lower()))
