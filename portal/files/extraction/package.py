"""A package of parts (a ZIP file) that may be hostile: its parts of XML, within limits."""

import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from portal.files.extraction import limits
from portal.files.extraction.result import Problem, Unreadable

# The record at the end of a ZIP file (APPNOTE 4.3.16): 22 bytes and a comment of up to 64 kB.
_END = b"PK\x05\x06"
_END_BYTES = 22
_TAIL_BYTES = _END_BYTES + 65_535
_CHUNK = 64 * 1024
_ENCRYPTED = 0x1


class Package:
    """Parts by name. What all of them unpack to is counted together."""

    def __init__(self, stream: BinaryIO) -> None:
        """Opens the directory, after looking at how large it says it is."""
        _weigh_directory(stream)
        try:
            self._archive = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise Unreadable(Problem.BROKEN) from None
        if len(self._archive.infolist()) > limits.PACKAGE_ENTRIES:
            raise Unreadable(Problem.LIMIT)
        self._left = limits.PACKAGE_BYTES

    def names(self) -> list[str]:
        """The names of all parts, in the order of the directory."""
        return self._archive.namelist()

    def whole(self, name: str, most: int) -> bytes:
        """A small part as bytes; more than `most` is a hostile file."""
        return b"".join(self.chunks(name, most))

    def chunks(self, name: str, most: int = limits.PART_BYTES) -> Iterator[bytes]:
        """A part, piece by piece as it is unpacked; what the directory says of its size is not
        believed.
        """
        info = self._archive.getinfo(name)
        if info.flag_bits & _ENCRYPTED:
            raise Unreadable(Problem.ENCRYPTED)
        most = min(most, _unpacked_at_most(info.compress_size))
        try:
            with self._archive.open(info) as part:
                while chunk := part.read(_CHUNK):
                    most -= len(chunk)
                    self._left -= len(chunk)
                    if most < 0 or self._left < 0:
                        raise Unreadable(Problem.LIMIT)
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError):
            raise Unreadable(Problem.BROKEN) from None


def _unpacked_at_most(packed: int) -> int:
    return max(limits.RATIO_FROM_BYTES, packed * limits.RATIO)


def _weigh_directory(stream: BinaryIO) -> None:
    """Refuses a directory that is too large before `zipfile` makes an object of each entry."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _TAIL_BYTES))
    tail = stream.read(_TAIL_BYTES)
    at = tail.rfind(_END)
    record = tail[at : at + _END_BYTES]
    if at < 0 or len(record) < _END_BYTES:
        raise Unreadable(Problem.BROKEN)
    entries = int.from_bytes(record[10:12], "little")
    directory = int.from_bytes(record[12:16], "little")
    if entries > limits.PACKAGE_ENTRIES or directory > limits.PACKAGE_DIRECTORY_BYTES:
        raise Unreadable(Problem.LIMIT)
    stream.seek(0)
