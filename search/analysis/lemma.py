"""What the terms of known words are, looked up in a table that is made at set-up.

The table is a read-only SQLite file beside this module, named by its edition: what one
edition answers never changes. Where it is missing, the rules of `stems` work alone.
"""

import os
import sqlite3
import threading
from pathlib import Path

from .version import ANALYZER_VERSION, TABLE_EDITION

FOLDER = Path(__file__).parent / "data"


def path_of(edition: str, folder: Path = FOLDER) -> Path:
    """Where the table of an edition lies, whether it is there or not."""
    return folder / f"lemmas-{edition}.sqlite3"


class Table:
    """One connection for all threads of a process, each look-up 10 µs or so.

    A table that appears later is not looked for: a process gives the same terms to its end.
    """

    def __init__(self, path: Path) -> None:
        self.lock = threading.Lock()
        self.connection = _connect(path) if path.exists() else None

    def lookup(self, word: str, family: str) -> tuple[str, ...]:
        """The terms of a bald `word`, the likeliest first; none if the rules know better."""
        if self.connection is None:
            return ()
        with self.lock:
            rows = self.connection.execute(
                "SELECT term FROM lemma WHERE family = ? AND word = ? ORDER BY rank",
                (family, word),
            ).fetchall()
        return tuple(row[0] for row in rows)


def _connect(path: Path) -> sqlite3.Connection:
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=False)


_table: Table | None = None
_opening = threading.Lock()


def _the_table() -> Table:
    global _table
    with _opening:
        if _table is None:
            _table = Table(path_of(TABLE_EDITION))
        return _table


def _forget() -> None:
    """SQLite forbids carrying a connection into a forked process."""
    global _table, _opening
    _table, _opening = None, threading.Lock()


os.register_at_fork(after_in_child=_forget)


def lookup(word: str, family: str) -> tuple[str, ...]:
    """The terms of a bald `word`, the likeliest first; none if the rules know better."""
    return (_table or _the_table()).lookup(word, family)


def available() -> bool:
    """Whether this process has the table; it says the same until the process ends."""
    return _the_table().connection is not None


def analyzer() -> int:
    """What an entry notes of the analysis that made its terms.

    Without the table it is one less, so that such entries are renewed when there is one.
    """
    return ANALYZER_VERSION if available() else ANALYZER_VERSION - 1
