"""Plain text: UTF-8, or UTF-16 that says so. Older encodings cannot be told apart."""

from typing import BinaryIO

from portal.files.extraction.gathering import Gathering
from portal.files.extraction.limits import TEXT_CHARACTERS
from portal.files.extraction.result import Problem, Unreadable

# No character takes more bytes in either encoding.
_BYTES = 4 * TEXT_CHARACTERS + 4


def read(stream: BinaryIO, gathering: Gathering) -> None:
    """All the text of `stream`."""
    data = stream.read(_BYTES)
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    whole = len(data) < _BYTES
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig", "strict" if whole else "ignore")
    except UnicodeDecodeError:
        raise Unreadable(Problem.BROKEN) from None
    gathering.add(text)
