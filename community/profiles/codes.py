"""Codes mailed to an address: made, sent, checked. The caller holds the row and saves it."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from .models import CodeProof

LASTS = timedelta(hours=24)
DIGITS = 8
MOST_TRIES = 5
# Of one row, whatever the address; letters to a foreign mailbox are no toy.
MOST_ROUNDS = 5

Send = Callable[[str], object]


class TooManyCodes(Exception):
    """Enough codes were mailed for this one."""


def new_code(row: CodeProof, address: str, now: datetime | None = None) -> str:
    """Puts a fresh code's digest on the row and returns the code; the ones before are void."""
    if row.code_rounds >= MOST_ROUNDS:
        raise TooManyCodes
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    row.code_address = address
    row.code_digest = _digest(address, code)
    row.code_sent_at = now or timezone.now()
    row.code_rounds += 1
    row.code_tries = 0
    return code


def begin_anew(row: CodeProof, now: datetime | None = None) -> None:
    """Lets codes be sent again once a day has passed since the last one."""
    if row.code_sent_at is not None and (now or timezone.now()) - row.code_sent_at >= LASTS:
        row.code_rounds = 0


def answers(row: CodeProof, typed: str, now: datetime | None = None) -> bool:
    """Whether `typed` is the row's code. Counts a wrong one; a right one is used up."""
    now = now or timezone.now()
    if not can_answer(row, now):
        return False
    typed = "".join(sign for sign in typed if sign.isdigit())
    if not constant_time_compare(row.code_digest, _digest(row.code_address, typed)):
        row.code_tries += 1
        return False
    row.code_digest = ""
    return True


def can_answer(row: CodeProof, now: datetime | None = None) -> bool:
    """Whether there is a code that can still be answered."""
    sent = row.code_sent_at
    lives = sent is not None and (now or timezone.now()) - sent < LASTS
    return bool(row.code_digest) and lives and row.code_tries < MOST_TRIES


def _digest(address: str, code: str) -> str:
    return salted_hmac("community.profiles.codes", f"{address}\n{code}").hexdigest()
