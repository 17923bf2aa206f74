"""The numbers that decide what comes first: each with its reason, each an operator's to change.

`settings.SEARCH_RANKING` names those that differ. Every engine reads them from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True, slots=True)
class Constant:
    """The value of a constant where nobody sets it, and the bounds within which it makes sense."""

    value: float
    least: float
    most: float


CONSTANTS: Final[Mapping[str, Constant]] = {
    # A title says what a thing is about: the public engines looked at weigh it 6 to 10 times.
    # More, and a title with one of three words beats a text that is about all three.
    "TITLE": Constant(6.0, 0.1, 100),
    # The measure of the others.
    "BODY": Constant(1.0, 0.1, 100),
    # An identifier or the whole title settles the matter: no sum of words may outweigh it.
    "IDENTIFIER": Constant(60.0, 1, 1000),
    # What is new today counts 1.6 times: enough to decide between equals, too little to put
    # a passing mention of this week above last year's warning about the very thing.
    "RECENCY_GAIN": Constant(0.6, 0, 10),
    # After so many days half of that gain is left: warnings and news live about a year.
    "RECENCY_DAYS": Constant(365.25, 1, 10_000),
    # Texts in the reader's own language come first among equals; no more, for the languages
    # of the region are read across borders and a filter is there for those who do not.
    "FAVOUR": Constant(1.15, 1, 10),
    # "d" typed for "đ" may be meant or not; a word as typed beats a guess.
    "SPELLING": Constant(0.5, 0.01, 1),
    # Another word for the same thing finds what the typed one would have missed, below it.
    "SYNONYM": Constant(0.5, 0.01, 1),
}


def read(name: str, given: Mapping[str, object]) -> float:
    """The value of the constant `name`; `ImproperlyConfigured` if the one given makes no sense."""
    constant = CONSTANTS[name]
    value = given.get(name, constant.value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ImproperlyConfigured(f"SEARCH_RANKING: {name} is not a number")
    if not constant.least <= value <= constant.most:
        raise ImproperlyConfigured(
            f"SEARCH_RANKING: {name} is not between {constant.least:g} and {constant.most:g}"
        )
    return float(value)


def _given() -> Mapping[str, object]:
    given: object = settings.SEARCH_RANKING
    if not isinstance(given, Mapping):
        raise ImproperlyConfigured("SEARCH_RANKING is no set of names and numbers")
    check_names(given)
    return given


def check_names(given: Mapping[str, object]) -> None:
    """`ImproperlyConfigured` if a name is none of ours: a typing error would change nothing."""
    unknown = sorted(set(map(str, given)) - set(CONSTANTS))
    if unknown:
        raise ImproperlyConfigured(f"SEARCH_RANKING: unknown {', '.join(unknown)}")


_GIVEN = _given()

TITLE: Final = read("TITLE", _GIVEN)
BODY: Final = read("BODY", _GIVEN)
IDENTIFIER: Final = read("IDENTIFIER", _GIVEN)
RECENCY_GAIN: Final = read("RECENCY_GAIN", _GIVEN)
RECENCY_DAYS: Final = read("RECENCY_DAYS", _GIVEN)
FAVOUR: Final = read("FAVOUR", _GIVEN)
SPELLING: Final = read("SPELLING", _GIVEN)
SYNONYM: Final = read("SYNONYM", _GIVEN)
