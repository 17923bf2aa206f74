"""The ledger on paper: a table on A4, each page marked TLP:AMBER, numbered, dated.

TLP 2.0 (FIRST, August 2022): the label in head and foot, right-justified, 12 points or more,
in its colour on black.
"""

import logging
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fpdf import FPDF
from fpdf.fonts import FontFace

from community.access.tlp import Label

from .ledger import Line
from .ledger_csv import moment

FONTS = Path(__file__).resolve().parent / "fonts"
FAMILY = "Mreza Sans"
LABEL = Label.AMBER
# It tells of every table it cuts.
logging.getLogger("fontTools").setLevel(logging.WARNING)
_AMBER = (255, 192, 0)
_LABEL_POINTS = 12
_TEXT_POINTS = 8.5
# Millimetres of the 267 between the margins of A4, landscape.
_COLUMNS = (62, 16, 50, 67, 36, 36)


class _Page(FPDF):
    """A4, landscape, with the same head and foot on each page."""

    def __init__(self, title: str, made: str, at: datetime) -> None:
        super().__init__(orientation="landscape", format="A4")
        self.heading, self.made = title, made
        for style, face in (("", "regular"), ("B", "bold")):
            self.add_font(FAMILY, style, FONTS / f"mreza-sans-{face}.ttf")
        self.set_title(title)
        self.set_creation_date(at)
        self.set_margins(15, 24, 15)
        self.set_auto_page_break(True, 20)
        self.alias_nb_pages()

    def header(self) -> None:
        self.set_y(9)
        self.set_font(FAMILY, "B", 13)
        self.cell(200, 7, self.heading)
        self._mark()
        self.set_y(24)

    def footer(self) -> None:
        self.set_y(-14)
        self.set_font(FAMILY, "", 8.5)
        self.cell(30, 6, f"{self.page_no()}/{{nb}}")
        self.cell(170, 6, self.made)
        self._mark()

    def _mark(self) -> None:
        self.set_font(FAMILY, "B", _LABEL_POINTS)
        width = self.get_string_width(LABEL.label) + 6
        self.set_x(self.w - self.r_margin - width)
        self.set_fill_color(0, 0, 0)
        self.set_text_color(*_AMBER)
        self.cell(width, 7, LABEL.label, align="C", fill=True)
        self.set_text_color(0, 0, 0)


def as_pdf(lines: Iterable[Line], *, title: str, by: str, at: datetime) -> bytes:
    """The bytes of the document; `by` and `at` say in its foot who had it made and when (UTC)."""
    made = _("Made %(at)s by %(name)s") % {"at": moment(at), "name": by}
    page = _Page(title, made, at)
    page.add_page()
    page.set_font(FAMILY, "", _TEXT_POINTS)
    head = [_("Agreement"), _("Version"), _("Person"), _("On behalf of")]
    head += [_("Accepted (UTC)"), _("Ended (UTC)")]
    with page.table(
        col_widths=_COLUMNS,
        line_height=5,
        text_align="LEFT",
        borders_layout="HORIZONTAL_LINES",
        headings_style=FontFace(emphasis="BOLD"),
    ) as table:
        table.row(head)
        for line in lines:
            table.row(
                [
                    _drawn(line.agreement),
                    str(line.version),
                    _drawn(line.person),
                    _drawn(line.organisation),
                    moment(line.at),
                    moment(line.ended_at),
                ]
            )
    return bytes(page.output())


def _drawn(text: str) -> str:
    """Signs without a shape in our fonts become a visible question mark, never a gap."""
    return "".join(sign if sign in _shapes() else "?" for sign in text)


@cache
def _shapes() -> frozenset[str]:
    with TTFont(FONTS / "mreza-sans-regular.ttf", lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))
