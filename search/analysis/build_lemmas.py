"""Makes the table of base forms from the dictionaries of simplemma: `python -m` this module.

What the rules of `stems` get right anyway is left out. The table is written beside its place
and moved there, so a reader sees a whole one or none, and of two that build at once the later
merely replaces a table by its like.
"""

import os
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

from .dictionaries import Dictionary
from .families import FAMILIES
from .lemma import FOLDER, path_of
from .version import SIMPLEMMA_VERSION, TABLE_EDITION

KEPT = 2  # editions: a process of the release before may still open its own


def _rows() -> Iterator[tuple[str, str, int, str]]:
    for family in sorted(FAMILIES):
        for word, terms in sorted(Dictionary(family).terms()):
            for rank, term in enumerate(terms):
                yield family, word, rank, term


def _write(path: Path) -> None:
    with closing(sqlite3.connect(path)) as table, table:
        table.execute("PRAGMA journal_mode = OFF")
        table.execute("PRAGMA synchronous = OFF")
        table.execute(
            "CREATE TABLE lemma (family TEXT, word TEXT, rank INTEGER, term TEXT NOT NULL,"
            " PRIMARY KEY (family, word, rank)) WITHOUT ROWID"
        )
        table.executemany("INSERT INTO lemma VALUES (?, ?, ?, ?)", _rows())


def build(folder: Path = FOLDER) -> Path:
    """Makes the table of this edition in `folder` if it is not there; gives its place.

    Raises RuntimeError where another simplemma is installed than the one it is made from.
    """
    target = path_of(TABLE_EDITION, folder)
    if target.exists():
        return target
    if version("simplemma") != SIMPLEMMA_VERSION:
        raise RuntimeError(f"simplemma {SIMPLEMMA_VERSION} is needed")
    folder.mkdir(exist_ok=True)
    handle, name = tempfile.mkstemp(suffix=".part", dir=folder)
    os.close(handle)
    part = Path(name)
    try:
        _write(part)
        part.chmod(0o644)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    _remove_old(folder)
    return target


def _remove_old(folder: Path) -> None:
    tables = sorted(folder.glob("lemmas-*.sqlite3"), key=lambda path: path.stat().st_mtime)
    for path in tables[:-KEPT]:
        path.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.stdout.write(f"{build()}\n")
