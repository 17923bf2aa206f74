"""Cuts text into words with their places in the original."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from .fold import bald

# Marks and invisible joiners stay inside a word: с́утра is one word, so is a soft-hyphened one.
_INNER = (
    "\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u2060\ufe20-\ufe2f"
)
# Scripts written without spaces: each sign is a word of its own, or none would be found.
_SIGN = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
_LETTER = rf"[^\W_{_SIGN}]"
WORD = re.compile(rf"{_LETTER}+(?:[{_INNER}]+{_LETTER}*)*|[^\W_]")


class Token(NamedTuple):
    """Where a word stands in the text (`start`, `end` in characters), and the bald `word`."""

    start: int
    end: int
    word: str


def tokenise(text: str) -> Iterator[Token]:
    """The words of `text` in order; a word that folds to nothing is left out."""
    for found in WORD.finditer(text):
        word = bald(found.group())
        if word:
            yield Token(found.start(), found.end(), word)
