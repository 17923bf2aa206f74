"""The process that reads one file: `python -m portal.files.extraction.child SUFFIX`.

The file comes as standard input, the answer goes to standard output as JSON. Before the first
byte of the file is looked at the process gives up memory, time and large output; before the
file is parsed also every further file, socket and process. A hostile file that takes over the
parser is left with two open files: itself and an answer of limited size.
"""

import encodings
import importlib
import json
import os
import pkgutil
import resource
import sys
from dataclasses import asdict
from typing import BinaryIO

from portal.files.extraction.inside import read, reader_of
from portal.files.extraction.limits import ANSWER_BYTES, CPU_SECONDS, MEMORY_BYTES
from portal.files.extraction.result import Extracted, Unreadable

_NICE = 10
# Standard input, output and error.
_DESCRIPTORS = 3


def main() -> None:
    """Reads, answers, ends."""
    _give_up(resource.RLIMIT_AS, MEMORY_BYTES)
    _give_up(resource.RLIMIT_CPU, CPU_SECONDS)
    _give_up(resource.RLIMIT_FSIZE, ANSWER_BYTES)
    _give_up(resource.RLIMIT_CORE, 0)
    os.nice(_NICE)
    answer = _answer(sys.stdin.buffer, sys.argv[1] if len(sys.argv) > 1 else "")
    sys.stdout.buffer.write(json.dumps(asdict(answer), ensure_ascii=False).encode())
    sys.stdout.buffer.flush()


def _answer(stream: BinaryIO, suffix: str) -> Extracted:
    try:
        reader = reader_of(stream, suffix)
    except Unreadable as refused:
        return Extracted(problem=refused.problem)
    _load_ahead()
    _give_up(resource.RLIMIT_NPROC, 0)
    _give_up(resource.RLIMIT_NOFILE, _DESCRIPTORS)
    return read(stream, reader)


def _give_up(what: int, most: int) -> None:
    resource.setrlimit(what, (most, most))


def _load_ahead() -> None:
    """Modules that parsing would load on its way, when no file can be opened any more."""
    packages = [encodings, *(sys.modules[name] for name in ("pypdf",) if name in sys.modules)]
    for package in packages:
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            try:
                importlib.import_module(module.name)
            except ImportError:
                # Made for another system, or for a library that is not there.
                continue


if __name__ == "__main__":
    main()
