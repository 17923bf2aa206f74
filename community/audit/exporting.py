"""The log as a file: CSV for a spreadsheet, JSON lines for a program. Ids only, no names."""

import csv
import json
from collections.abc import Iterable, Iterator

from django.db import transaction

from community.access.viewer import Viewer

from .asking import Asked
from .chain import stamp
from .models import Entry
from .recording import record

CSV, JSONL = "csv", "jsonl"
FORMATS = {CSV: "text/csv; charset=utf-8", JSONL: "application/x-ndjson"}
COLUMNS = ("seq", "at", "actor_kind", "actor_id", "on_behalf_of", "verb", "kind", "uid")
_ALL = (*COLUMNS, "details", "previous_hash", "hash")
BATCH = 1000
# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(viewer: Viewer, asked: Asked, file_format: str) -> Iterator[str]:
    """Notes the export and returns the file piece by piece, oldest row first.

    The rows written after this moment, the export's own included, are not in it.
    """
    last = asked.rows.values_list("seq", flat=True).first() or 0
    filters = {name: value for name, value in asked.pairs.items() if name != "actor"}
    with transaction.atomic():
        record(
            actor=viewer.actor,
            verb="audit.export",
            kind="audit",
            uid="log",
            details={"format": file_format, "upto": last, "filters": _countable(filters)},
        )
    rows = _batches(asked, last)
    return _as_csv(rows) if file_format == CSV else _as_lines(rows)


def _countable(filters: dict[str, str]) -> list[str]:
    """Which filters were on; what was typed into them stays out of the log."""
    return sorted(filters)


def _batches(asked: Asked, last: int) -> Iterator[list[Entry]]:
    done = 0
    while True:
        rows = asked.rows.filter(seq__gt=done, seq__lte=last).order_by("seq")
        batch = list(rows[:BATCH])
        if not batch:
            return
        yield batch
        done = batch[-1].seq


def _as_lines(batches: Iterable[list[Entry]]) -> Iterator[str]:
    for batch in batches:
        yield "".join(f"{json.dumps(_columns(entry), ensure_ascii=False)}\n" for entry in batch)


def _as_csv(batches: Iterable[list[Entry]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield writer.writerow(_ALL)
    for batch in batches:
        rows = (_columns(entry).values() for entry in batch)
        yield "".join(writer.writerow([_harmless(str(cell)) for cell in row]) for row in rows)


def _columns(entry: Entry) -> dict[str, object]:
    found: dict[str, object] = {name: getattr(entry, name) for name in _ALL}
    return found | {"at": stamp(entry.at)}


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


class _Echo:
    """A file that gives back what is written to it, one line at a time."""

    def write(self, line: str) -> str:
        return line
