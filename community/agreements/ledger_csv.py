"""The ledger as CSV (RFC 4180, UTF-8 with a byte order mark, for spreadsheets)."""

import csv
from collections.abc import Iterable
from datetime import UTC, datetime
from io import StringIO

from django.utils.translation import gettext as _

from .ledger import Line

# What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(lines: Iterable[Line]) -> bytes:
    """One row a line, with a head; text that would be a formula begins with an apostrophe."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [
            _("Agreement"),
            _("Kind"),
            _("Version"),
            _("Person"),
            _("On behalf of"),
            _("Accepted (UTC)"),
            _("Ended (UTC)"),
        ]
    )
    for line in lines:
        words = [line.agreement, line.kind, str(line.version), line.person, line.organisation]
        writer.writerow([*map(_harmless, words), moment(line.at), moment(line.ended_at)])
    return out.getvalue().encode("utf-8-sig")


def moment(at: datetime | None) -> str:
    """A time as the ledger writes it: to the second, in UTC; empty for none."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else ""


def _harmless(text: str) -> str:
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
