"""Reads a file that may be hostile, in a process of its own that ends in time."""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from portal.files.extraction.limits import (
    ANSWER_BYTES,
    FILE_BYTES,
    TEXT_CHARACTERS,
    TITLE_CHARACTERS,
    WALL_SECONDS,
)
from portal.files.extraction.result import Extracted, Problem

_CHILD = "portal.files.extraction.child"
_ROOT = Path(__file__).resolve().parents[3]
_CHUNK = 1024 * 1024
_SUFFIX = re.compile(r"[a-z0-9]{1,8}")
_CUT_OFF = {
    -signal.SIGXCPU: Problem.LATE,
    -signal.SIGXFSZ: Problem.LIMIT,
    # By the kernel: too much memory, or a processor's time beyond the last second.
    -signal.SIGKILL: Problem.LIMIT,
}


class ExtractionFailed(Exception):
    """The reading process itself does not work; the file has nothing to do with it."""


def extract(source: str | Path | BinaryIO, name: str) -> Extracted:
    """The text of a file: a path, or a stream open for reading bytes (read from its start).

    `name` counts for its suffix only, and only where the bytes do not tell their kind. Never
    raises for what is in the file: see `Extracted.problem`. Takes up to `WALL_SECONDS`.
    """
    with (
        _opened(source) as stream,
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as answer,
    ):
        if not _copied(stream, cast(BinaryIO, given)):
            return Extracted(problem=Problem.LIMIT)
        ended = _run(cast(BinaryIO, given), cast(BinaryIO, answer), _suffix(name))
        if ended == 0:
            return _read(cast(BinaryIO, answer))
    if ended is None:
        return Extracted(problem=Problem.LATE)
    if ended > 0:
        raise ExtractionFailed(f"exit code {ended}")
    return Extracted(problem=_CUT_OFF.get(ended, Problem.BROKEN))


def _run(given: BinaryIO, answer: BinaryIO, suffix: str) -> int | None:
    """The exit code of the process, negative for a signal; None if it had to be stopped."""
    process = subprocess.Popen(  # noqa: S603 - our own module, and a suffix of letters
        [sys.executable, "-s", "-m", _CHILD, suffix],
        stdin=given,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env={"PATH": "", "LC_ALL": "C.UTF-8"},
        start_new_session=True,
    )
    try:
        return process.wait(WALL_SECONDS)
    except subprocess.TimeoutExpired:
        return None
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _read(answer: BinaryIO) -> Extracted:
    """The answer as if it came from the file itself, which may have taken over the process."""
    answer.seek(0)
    try:
        told = json.loads(answer.read(ANSWER_BYTES))
        return Extracted(
            text=_clean(told["text"])[:TEXT_CHARACTERS],
            title=_clean(told["title"])[:TITLE_CHARACTERS],
            pages=min(max(int(told["pages"]), 0), 10**6),
            cut=bool(told["cut"]),
            problem=Problem(told["problem"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return Extracted(problem=Problem.BROKEN)


def _clean(text: object) -> str:
    """What every database takes."""
    return str(text).replace("\0", "").encode("utf-8", "ignore").decode()


def _suffix(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lower().lstrip(".")
    return suffix if _SUFFIX.fullmatch(suffix) else ""


@contextmanager
def _opened(source: str | Path | BinaryIO) -> Iterator[BinaryIO]:
    if isinstance(source, str | Path):
        with Path(source).open("rb") as stream:
            yield stream
    else:
        source.seek(0)
        yield source


def _copied(stream: BinaryIO, given: BinaryIO) -> bool:
    """Copies the file to where the process reads it; False if it is larger than allowed."""
    left = FILE_BYTES
    while chunk := stream.read(_CHUNK):
        left -= len(chunk)
        if left < 0:
            return False
        given.write(chunk)
    given.flush()
    given.seek(0)
    return True
