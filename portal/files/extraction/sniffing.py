"""Which kind of file it is, by its first bytes: a name says what somebody wishes."""

from enum import Enum
from typing import BinaryIO

# Where a PDF may begin (annex H of the PDF reference, implementation note 13).
_PDF_WITHIN = 1024
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_PLAIN_SUFFIXES = frozenset({"txt", "csv", "md"})


class Form(Enum):
    """What a file turned out to be."""

    PDF = "pdf"
    PACKAGE = "package"
    LOCKED = "locked"
    PLAIN = "plain"
    OTHER = "other"


def form_of(stream: BinaryIO, suffix: str) -> Form:
    """The form of `stream`. Plain text has no mark of its own, so there `suffix` counts too."""
    head = _at_start(stream, _PDF_WITHIN)
    if b"%PDF-" in head:
        return Form.PDF
    if head.startswith(b"PK\x03\x04"):
        return Form.PACKAGE
    if head.startswith(_OLD_OFFICE):
        # An Office file with a password is a package inside the old container.
        return Form.LOCKED if _ENCRYPTED_PACKAGE in _at_start(stream, 1 << 20) else Form.OTHER
    named_plain = suffix.lower() in _PLAIN_SUFFIXES
    return Form.PLAIN if named_plain and _reads_as_text(head) else Form.OTHER


def _reads_as_text(head: bytes) -> bool:
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in head


def _at_start(stream: BinaryIO, count: int) -> bytes:
    stream.seek(0)
    found = stream.read(count)
    stream.seek(0)
    return found
