"""Base forms of known words, looked up in a table that is made at set-up.

The table is a read-only SQLite file beside this module, named by its edition: what one
edition answers never changes. Where it is missing, the rules of `stems` work alone.
"""

import os
import sqlite3
import threading
from pathlib import Path

from .version import TABLE_EDITION

FOLDER = Path(__file__).parent / "data"


def path_of(edition: str) -> Path:
    """Where the table of an edition lies, whether it is there or not."""
    return FOLDER / f"lemmas-{edition}.sqlite3"


class _Table:
    """One connection of the process. A table that appears later is not looked for."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.connection = _connect(path_of(TABLE_EDITION))

    def lemma(self, word: str, family: str) -> str | None:
        if self.connection is None:
            return None
        with self.lock:
            row = self.connection.execute(
                "SELECT lemma FROM lemma WHERE word = ? AND family = ?", (word, family)
            ).fetchone()
        return str(row[0]) if row else None


def _connect(path: Path) -> sqlite3.Connection | None:
    if not path.exists():
        return None
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=False)


_table: _Table | None = None
_opening = threading.Lock()


def _the_table() -> _Table:
    global _table
    with _opening:
        if _table is None:
            _table = _Table()
        return _table


def _forget() -> None:
    """A connection must not be carried into a forked process."""
    global _table, _opening
    _table, _opening = None, threading.Lock()


os.register_at_fork(after_in_child=_forget)


def lookup(word: str, family: str) -> str | None:
    """The base form of a bald `word`, if the table knows one that the rules do not give."""
    return (_table or _the_table()).lemma(word, family)


def available() -> bool:
    """Whether this process has the table; it says the same until the process ends."""
    return _the_table().connection is not None
