"""Collects text up to the limit, and tidies it."""

import re
import unicodedata

from portal.files.extraction.limits import TEXT_CHARACTERS

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_SOFT_HYPHEN = re.compile("\u00ad\\s*")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile(r"[^\S\n]+")
_AROUND_LINE_ENDS = re.compile(" ?\n ?")
_EMPTY_LINES = re.compile("\n{3,}")
_HYPHEN_AT_LINE_END = re.compile(r"(?<=[^\W\d_]{2})[-\u2010] ?\n ?(?=([^\W\d_]{2}))")


class Full(Exception):
    """No more text is taken."""


class Gathering:
    """Text in reading order; what stands aside (notes, boxes) follows at the end."""

    def __init__(self, most: int = TEXT_CHARACTERS) -> None:
        self._left = most
        self._asides: list[list[str]] = []
        self._open: list[list[str]] = [[]]

    def add(self, text: str) -> None:
        """Takes `text` where the reading is now; `Full` when that was too much."""
        self._open[-1].append(text[: self._left])
        self._left -= len(text)
        if self._left < 0:
            self._left = 0
            raise Full

    def begin_aside(self) -> None:
        """What comes now does not belong into the sentence around it."""
        self._open.append([])

    def end_aside(self) -> None:
        """Back to the sentence around."""
        if len(self._open) > 1:
            self._asides.append(self._open.pop())

    def text(self) -> str:
        """Everything so far."""
        pieces = [*self._open, *self._asides]
        return "\n".join("".join(piece) for piece in pieces if piece)


def tidy(text: str) -> str:
    """Composed letters, no control characters, one blank for many, at most one empty line."""
    text = _LINE_ENDS.sub("\n", text)
    text = _CONTROLS.sub("", _SOFT_HYPHEN.sub("", text))
    text = _BLANKS.sub(" ", unicodedata.normalize("NFC", text))
    return _EMPTY_LINES.sub("\n\n", _AROUND_LINE_ENDS.sub("\n", text)).strip()


def joined(text: str) -> str:
    """Words that a line end had divided, whole again: only small letters follow a hyphen."""
    return _HYPHEN_AT_LINE_END.sub(lambda m: "" if m[1].islower() else m[0], text)
