"""Cuts text into words with their places in the original."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from .fold import fold

# Marks and invisible joiners stay inside a word: с́утра is one word, so is a soft-hyphened one.
_INNER = "\u00ad\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u2060\ufe20-\ufe2f"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_INNER}])*")


class Token(NamedTuple):
    """Where a word stands in the text (`start`, `end` in characters) and its folded term."""

    start: int
    end: int
    term: str


def tokenise(text: str) -> Iterator[Token]:
    """The words of `text` in order; a word that folds to nothing is left out."""
    for found in _WORD.finditer(text):
        term = fold(found.group())
        if term:
            yield Token(found.start(), found.end(), term)


def terms(text: str) -> tuple[str, ...]:
    """The folded terms of `text` in order."""
    return tuple(token.term for token in tokenise(text))
