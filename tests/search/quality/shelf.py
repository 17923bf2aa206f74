"""The smallest engine there is: one full-text table in memory, asked AND first, then OR."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence

Expand = Callable[[str], Sequence[str]]


class Shelf:
    """Texts as terms, found by what `expand` makes of the words of a question."""

    def __init__(self, texts: Iterable[Sequence[str]], expand: Expand) -> None:
        self.expand = expand
        self.table = sqlite3.connect(":memory:")
        self.table.execute("CREATE VIRTUAL TABLE fts USING fts5(terms, tokenize = 'ascii')")
        rows = ((number, " ".join(found)) for number, found in enumerate(texts))
        self.table.executemany("INSERT INTO fts (rowid, terms) VALUES (?, ?)", rows)

    def find(self, words: Iterable[str]) -> list[int]:
        """The ten best texts: those with all words, then those with any."""
        groups = [f"({' OR '.join(self.expand(word))})" for word in words if self.expand(word)]
        best = self._ask(" AND ".join(groups))
        if len(best) < 10:
            best += [each for each in self._ask(" OR ".join(groups)) if each not in best]
        return best[:10]

    def _ask(self, expression: str) -> list[int]:
        if not expression:
            return []
        rows = self.table.execute(
            "SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY rank, rowid LIMIT 10", (expression,)
        )
        return [row[0] for row in rows]
