"""Makes the table of base forms from the dictionaries of simplemma: `python -m` this module.

Keys and base forms are bald; what the rules of `stems` get right anyway is left out. The
table is written beside its place and moved there, so a reader sees a whole one or none, and
of two that build at once the later merely replaces a table by its like.
"""

import os
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from .families import FAMILIES
from .fold import bald_once, family_form
from .lemma import FOLDER, path_of
from .stems import stem
from .version import SIMPLEMMA_VERSION, TABLE_EDITION

_DICTIONARY = {"sh": "hbs"}
KEPT = 2  # editions: a process of the release before may still open its own


def _pairs(family: str) -> Iterator[tuple[str, str]]:
    """The words and base forms of a family, spelled as `terms` looks them up."""
    dictionary = DefaultDictionaryFactory().get_dictionary(_DICTIONARY.get(family, family))
    bald = lru_cache(maxsize=200_000)(bald_once)
    for word, base in dictionary.items():
        pair = family_form(bald_once(word), family), family_form(bald(base), family)
        if all(pair):
            yield pair


def _chosen(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """One base form for each word: of several the one that most words have."""
    bases: dict[str, set[str]] = {}
    popular: Counter[str] = Counter()
    for word, base in pairs:
        bases.setdefault(word, set()).add(base)
        popular[base] += 1
    return {
        word: max(found, key=lambda base: (popular[base], base)) for word, found in bases.items()
    }


def _rows(family: str) -> Iterator[tuple[str, str, str]]:
    for word, base in sorted(_chosen(_pairs(family)).items()):
        if stem(word, family) != stem(base, family):
            yield word, family, base


def _write(path: Path) -> int:
    with sqlite3.connect(path) as table:
        table.execute("PRAGMA journal_mode = OFF")
        table.execute("PRAGMA synchronous = OFF")
        table.execute(
            "CREATE TABLE lemma (word TEXT, family TEXT, lemma TEXT NOT NULL,"
            " PRIMARY KEY (family, word)) WITHOUT ROWID"
        )
        rows = (row for family in sorted(FAMILIES) for row in _rows(family))
        written = table.executemany("INSERT INTO lemma VALUES (?, ?, ?)", rows).rowcount
    table.close()
    return written


def build() -> Path:
    """Makes the table of this edition if it is not there; gives its place.

    Raises RuntimeError where another simplemma is installed than the one it is made from.
    """
    target = path_of(TABLE_EDITION)
    if target.exists():
        return target
    if version("simplemma") != SIMPLEMMA_VERSION:
        raise RuntimeError(f"simplemma {SIMPLEMMA_VERSION} is needed")
    FOLDER.mkdir(exist_ok=True)
    handle, name = tempfile.mkstemp(suffix=".part", dir=FOLDER)
    os.close(handle)
    try:
        _write(Path(name))
        Path(name).chmod(0o644)
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)
    _remove_old()
    return target


def _remove_old() -> None:
    tables = sorted(FOLDER.glob("lemmas-*.sqlite3"), key=lambda path: path.stat().st_mtime)
    for path in tables[:-KEPT]:
        path.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.stdout.write(f"{build()}\n")
