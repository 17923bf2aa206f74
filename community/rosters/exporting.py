"""Lists as files: what went wrong, to be mended and brought again, and an empty sample.

No cell begins as a spreadsheet's formula does (OWASP, CSV injection): such a one is marked as
text by an apostrophe, which is taken off again when the file is brought back.
"""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .columns import columns_of
from .models import Import
from .parsing import FORMULA
from .wording import row_words


def problems_csv(roster: Import) -> Iterator[str]:
    """The rows that were not made, as typed, with the line and the reason; in pieces."""
    yield "\ufeff" + _line([*roster.columns, _("line"), _("reason")])
    width = len(roster.columns)
    rows = roster.rows.exclude(code="").order_by("number")
    for row in rows.iterator(chunk_size=500):
        cells = (row.cells + [""] * width)[:width]
        yield _line([*cells, str(row.number), row_words(row.code)])


def sample_csv(kind: str) -> str:
    """The headers in the reader's language, and one row that shows what is meant."""
    columns = columns_of(kind)
    serbian = (get_language() or "").startswith("sr")
    head = [one.sr if serbian else one.en for one in columns]
    return "\ufeff" + _line(head) + _line([one.example for one in columns])


def harmless(cell: str) -> str:
    """The cell, marked as text if a spreadsheet would calculate it."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell


def _line(cells: Iterable[str]) -> str:
    out = StringIO()
    csv.writer(out).writerow(map(harmless, cells))
    return out.getvalue()
