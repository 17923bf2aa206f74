"""Wrong answers of one address, counted apart from allauth's counters.

allauth wipes an address's counter when its own account's code is right, so that whoever has
an account could guess for ever. Nothing but time empties this one. The rate is
`ACCOUNT_RATE_LIMITS["wrong_answers"]`; the counts lie in the shared cache.
"""

from allauth.core import ratelimit
from django.http import HttpRequest

ACTION = "wrong_answers"


def count_wrong_answer(request: HttpRequest) -> None:
    """Notes one wrong password or code from the request's address."""
    ratelimit.consume(request, action=ACTION)


def has_guessed_enough(request: HttpRequest) -> bool:
    """Whether the request's address gave so many wrong answers that it has to wait."""
    return not ratelimit.consume(request, action=ACTION, dry_run=True)
