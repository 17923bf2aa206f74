"""Numbers of advisories: our two series, and the file name that CSAF derives from a number."""

import re
import secrets
from collections.abc import Callable

PREFIX = "CSN"
# Crockford's base32: no I, L, O, U, so nothing is misread aloud or on paper.
LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ"
ALPHABET = "0123456789" + LETTERS
RANDOM_LENGTH = 6

_PUBLIC = re.compile(rf"{PREFIX}-[0-9]{{4}}-(?!0000$)(?:[0-9]{{4}}|[1-9][0-9]{{4,}})")
_RESTRICTED = re.compile(rf"{PREFIX}-[0-9]{{4}}-[{LETTERS}][{ALPHABET}]{{{RANDOM_LENGTH - 1}}}")

# Both series, to find numbers in a text. Kept loose: what is not there resolves to nothing.
PATTERN = rf"{PREFIX}-[0-9]{{4}}-(?:[0-9]{{4,9}}|[{LETTERS}][{ALPHABET}]{{{RANDOM_LENGTH - 1}}})"


def public_number(year: int, ordinal: int) -> str:
    """`CSN-2026-0001`: the `ordinal`-th public advisory of its year, counted from 1, no gaps."""
    if ordinal < 1:
        raise ValueError("The public series starts at 1.")
    return f"{PREFIX}-{_year(year)}-{ordinal:04d}"


def restricted_number(year: int, choose: Callable[[str], str] = secrets.choice) -> str:
    """`CSN-2026-K7QX2M`: says nothing of how many there are.

    `choose` takes a string and returns one of its characters; the demo gives a seeded one. The
    first is a letter, so that a restricted number never looks like a public one.
    """
    rest = "".join(choose(ALPHABET) for _ in range(RANDOM_LENGTH - 1))
    return f"{PREFIX}-{_year(year)}-{choose(LETTERS)}{rest}"


def is_public_number(number: str) -> bool:
    """Whether this is a number of our gapless public series."""
    return _PUBLIC.fullmatch(number) is not None


def is_own_number(number: str) -> bool:
    """Whether this is a number of either series of ours."""
    return is_public_number(number) or _RESTRICTED.fullmatch(number) is not None


def number_key(number: str) -> str:
    """What has to be unique: two numbers with one key would have one file name.

    CSAF 2.0 section 5.1: lower case, then each run outside a-z, 0-9, + and - becomes one
    underscore.
    """
    key = re.sub(r"[^+\-a-z0-9]+", "_", number.lower())
    if not key:
        raise ValueError("An empty number has no file name.")
    return key


def csaf_file_name(number: str) -> str:
    """The file name that CSAF 2.0 section 5.1 demands for a tracking id."""
    return f"{number_key(number)}.json"


def _year(year: int) -> str:
    if not 1000 <= year <= 9999:
        raise ValueError("A year has four digits.")
    return str(year)
