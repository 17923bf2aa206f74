"""From bytes to text: what spreadsheets of the region write.

A byte order mark decides; then UTF-8, which other encodings hardly ever are by chance; then
one of the two Windows pages. Those are told apart by where the letters beyond ASCII stand:
in Cyrillic text they follow each other, in Latin text with marks they stand among ASCII.
"""

import codecs
import re

AUTO = ""
CHOICES = ("utf-8", "utf-16", "windows-1250", "windows-1251")
_RUN = re.compile(rb"[\x80-\xff]{3,}")
_HIGH = re.compile(rb"[\x80-\xff]")


class NotText(ValueError):
    """The bytes are no text in the chosen encoding, or hold characters no list has."""


def decode(data: bytes, chosen: str = AUTO) -> tuple[str, str]:
    """The text and the encoding it was read in; NotText for anything else."""
    encoding = chosen or _guess(data)
    codec = {"utf-8": "utf-8-sig"}.get(encoding, encoding)
    try:
        text = data.decode(codec)
    except UnicodeError as wrong:
        raise NotText from wrong
    if "\x00" in text:
        raise NotText
    return text.removeprefix("\ufeff"), encoding


def _guess(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeError:
        return _windows_page(data)
    return "utf-8"


def _windows_page(data: bytes) -> str:
    in_runs = sum(map(len, _RUN.findall(data)))
    return "windows-1251" if 2 * in_runs > len(_HIGH.findall(data)) else "windows-1250"
