"""Rules that take the endings off a bald word, per family; no word list is asked here."""

import threading
from collections.abc import Callable

import Stemmer

from .fold import bald, ekavian
from .suffixes import ALBANIAN, MACEDONIAN, SLOVENE, Suffixes


class _Snowball(threading.local):
    """The Snowball algorithms; an object of theirs must not be used by two threads."""

    def __init__(self) -> None:
        self.serbian = Stemmer.Stemmer("serbian", 0)
        self.english = Stemmer.Stemmer("english", 0)


_snowball = _Snowball()


def _serbian(word: str) -> str:
    """Twice: once leaves *bezbedn* beside *bezbednost* for forms of one word."""
    once: str = _snowball.serbian.stemWord(ekavian(word))
    twice: str = _snowball.serbian.stemWord(once)
    return bald(twice)  # it writes đ for dj


def _english(word: str) -> str:
    stem: str = _snowball.english.stemWord(word)
    return stem


def _by(suffixes: Suffixes) -> Callable[[str], str]:
    return suffixes.strip


_RULES: dict[str, Callable[[str], str]] = {
    "sh": _serbian,
    "mk": _by(MACEDONIAN),
    "sl": _by(SLOVENE),
    "sq": _by(ALBANIAN),
    "en": _english,
}


def stem(word: str, family: str) -> str:
    """A bald `word` without its endings, by the rules of `family` alone."""
    return _RULES[family](word) or word
