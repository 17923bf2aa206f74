"""Rules that take the endings off a bald word, per family; no word list is asked here.

What they give does not change when it goes through them again.
"""

import threading
from collections.abc import Callable
from functools import partial

import Stemmer

from .fold import bald, ekavian
from .suffixes import ALBANIAN, MACEDONIAN, SERBIAN_FIRST, SERBIAN_LAST, SLOVENE, strip


class _Snowball(threading.local):
    """The Snowball algorithms; an object of theirs must not be used by two threads."""

    def __init__(self) -> None:
        self.serbian = Stemmer.Stemmer("serbian", 0)
        self.english = Stemmer.Stemmer("english", 0)


_snowball = _Snowball()


def _serbian(word: str) -> str:
    """Once is not enough: of *bezbednost* and *bezbednosti* it leaves two stems."""
    left = ekavian(word)
    while True:
        stemmed = bald(_snowball.serbian.stemWord(strip(left, SERBIAN_FIRST)))  # đ: written dj
        stemmed = strip(stemmed, SERBIAN_LAST)
        if len(stemmed) >= len(left):
            return left
        left = stemmed


def _english(word: str) -> str:
    left = word
    while True:
        stemmed: str = _snowball.english.stemWord(left)
        if len(stemmed) >= len(left):
            return left
        left = stemmed


_RULES: dict[str, Callable[[str], str]] = {
    "sh": _serbian,
    "mk": partial(strip, rules=MACEDONIAN),
    "sl": partial(strip, rules=SLOVENE),
    "sq": partial(strip, rules=ALBANIAN),
    "en": _english,
}


def stem(word: str, family: str) -> str:
    """A bald `word` without its endings, by the rules of `family` alone."""
    return _RULES[family](word) or word
