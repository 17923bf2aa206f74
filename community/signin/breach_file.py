"""Makes the file of breached passwords: sorted prefixes, in pieces that fit into memory."""

import hashlib
import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from .breaches import WIDTH

PIECE = 2_000_000  # prefixes sorted in memory at once: some 130 MB
HEX = frozenset("0123456789abcdefABCDEF")


def prefixes(lines: Iterable[bytes]) -> Iterator[bytes]:
    """One prefix for each line: `SHA1:count` as downloaders of hashes write it, or a password."""
    for line in lines:
        text = line.rstrip(b"\r\n")
        head = text.partition(b":")[0]
        if len(head) == 40 and HEX.issuperset(head.decode("latin-1")):
            yield bytes.fromhex(head.decode())[:WIDTH]
        elif text:
            yield hashlib.sha1(text, usedforsecurity=False).digest()[:WIDTH]


def build(sources: Iterable[Path], target: Path, piece: int = PIECE) -> int:
    """Writes the list of all `sources` to `target`, in one stroke; returns how many it holds."""
    partial = target.with_name(f"{target.name}.partial")
    with ExitStack() as stack:
        pieces = [_read(stack.enter_context(file)) for file in _pieces(sources, piece)]
        with partial.open("wb") as out:
            count = _write(out, heapq.merge(*pieces))
    partial.replace(target)
    return count


def _pieces(sources: Iterable[Path], piece: int) -> Iterator[BinaryIO]:
    held: list[bytes] = []
    for source in sources:
        with source.open("rb") as lines:
            for prefix in prefixes(lines):
                held.append(prefix)
                if len(held) >= piece:
                    yield _sorted(held)
                    held = []
    if held:
        yield _sorted(held)


def _sorted(held: list[bytes]) -> BinaryIO:
    file = tempfile.TemporaryFile()  # noqa: SIM115
    file.write(b"".join(sorted(held)))
    file.seek(0)
    return file


def _read(file: BinaryIO) -> Iterator[bytes]:
    while prefix := file.read(WIDTH):
        yield prefix


def _write(out: BinaryIO, merged: Iterable[bytes]) -> int:
    count, last = 0, b""
    for prefix in merged:
        if prefix != last:
            out.write(prefix)
            count, last = count + 1, prefix
    return count
