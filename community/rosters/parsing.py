"""From text to rows. Every measure of a file is bounded before memory is taken for it."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO

LARGEST = 10 * 1024 * 1024  # bytes of a file
MOST_ROWS = 20_000
MOST_COLUMNS = 60
LONGEST_LINE = 60_000  # characters
MOST_LINES_OF_A_ROW = 100
LONGEST_CELL = 2_000  # characters; what is longer is cut, and its row is wrong
TOO_LONG = "…"
# A cell that an exported file has marked as text, so that no spreadsheet calculates it.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class Unreadable(ValueError):
    """What is wrong with the file as a whole: a code (`wording.FILE`) and the line."""

    def __init__(self, code: str, line: int = 0) -> None:
        super().__init__(code)
        self.code, self.line = code, line


@dataclass
class Sheet:
    """The headers, and the rows with their line numbers; no row has more cells than headers
    plus one, which says that there were more."""

    headers: list[str]
    rows: list[tuple[int, list[str]]] = field(default_factory=list)


def parse(text: str) -> Sheet:
    """The sheet in a text; Unreadable if it is none of ours."""
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=_delimiter(text), strict=True)
    sheet: Sheet | None = None
    for record in _records(reader, lines):
        cells = [_plain(cell) for cell in record]
        if not any(cells):
            continue
        if sheet is None:
            sheet = Sheet(_headers(cells))
            continue
        if len(sheet.rows) >= MOST_ROWS:
            raise Unreadable("too_many_rows", lines.number)
        sheet.rows.append((lines.first, cells[: len(sheet.headers) + 1]))
    if sheet is None or not sheet.rows:
        raise Unreadable("empty")
    return sheet


class _Lines(Iterator[str]):
    """The lines of a text, counted; refuses those that no list has."""

    def __init__(self, text: str) -> None:
        self._lines = StringIO(text, newline="")
        self.number, self.first = 0, 1

    def __next__(self) -> str:
        line = self._lines.readline(LONGEST_LINE + 1)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) > LONGEST_LINE:
            raise Unreadable("line_too_long", self.number)
        if self.number - self.first >= MOST_LINES_OF_A_ROW:
            raise Unreadable("quote_open", self.first)
        if self.number > 4 * MOST_ROWS:
            raise Unreadable("too_many_rows", self.number)
        return line


def _records(reader: "Iterator[list[str]]", lines: _Lines) -> Iterator[list[str]]:
    while True:
        lines.first = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as wrong:
            raise Unreadable("quotes", lines.first) from wrong
        if len(cells) > MOST_COLUMNS:
            raise Unreadable("too_many_columns", lines.first)
        yield cells


def _headers(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return [cell[:200] for cell in cells]


def _plain(cell: str) -> str:
    cell = cell.strip()
    if cell.startswith("'") and cell[1:].startswith(FORMULA):
        cell = cell[1:]
    return cell if len(cell) <= LONGEST_CELL else cell[:LONGEST_CELL] + TOO_LONG


def _delimiter(text: str) -> str:
    """What separates the headers: the most frequent of the three in the first line."""
    first = text.lstrip()[:LONGEST_LINE].partition("\n")[0]
    return max(",;\t", key=first.count)
