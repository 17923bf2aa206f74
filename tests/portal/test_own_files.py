"""Fonts and icons are served from here with their licences; print and focus have their rules."""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "portal/static/portal"
CSS = (STATIC / "css/site.css").read_text()
FONTS = sorted(STATIC.glob("fonts/*.woff2"))
PRINT = CSS[CSS.index("/* ---- print") :]
# What a font file begins with, so that no page of errors is served as one.
WOFF2 = b"wOF2"
# The skip link puts the focus there; it is a place, not a control.
LANDMARKS = {"main", "main:focus"}


def test_every_font_is_a_small_part_named_by_the_stylesheet() -> None:
    named = set(re.findall(r'url\("\.\./fonts/([^"]+)"\)', CSS))
    assert named == {path.name for path in FONTS}
    assert all(path.read_bytes()[:4] == WOFF2 for path in FONTS)
    assert max(path.stat().st_size for path in FONTS) < 50_000
    assert CSS.count("unicode-range") == len(FONTS), "a page loads the letters it shows"


@pytest.mark.parametrize(
    ("licence", "words"),
    [
        ("fonts/OFL.txt", "SIL OPEN FONT LICENSE Version 1.1"),
        ("icons/LUCIDE-LICENSE.txt", "ISC License"),
    ],
)
def test_the_licence_lies_beside_what_it_is_for(licence: str, words: str) -> None:
    assert words in (STATIC / licence).read_text()


def test_nothing_static_names_another_host() -> None:
    harmless = ("http://www.w3.org/", "https://www.w3.org/")
    for path in [*STATIC.rglob("*.css"), *STATIC.rglob("*.svg"), *STATIC.rglob("*.js")]:
        found = re.findall(r"https?://[^\s\"')]+", path.read_text())
        assert [url for url in found if not url.startswith(harmless)] == [], path.name


@pytest.mark.parametrize("part", [".site-foot", ".head-nav", ".composer", ".btn", ".filters"])
def test_paper_carries_no_controls(part: str) -> None:
    hidden = re.search(r"\n  (\.top,[^{]*)\{ display: none !important", PRINT)
    assert hidden is not None
    assert part in [selector.strip() for selector in hidden[1].split(",")]


def test_a_printed_label_is_twelve_points_or_more_on_every_sheet() -> None:
    size = re.search(r"\.tlp \{ font-size: ([\d.]+)pt", PRINT)
    assert size is not None
    assert float(size[1]) >= 12
    labels = re.findall(r"@page \w+ \{ @top-right .*?>(TLP:[A-Z]+(?:%2BSTRICT)?)<", PRINT)
    assert labels == ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER%2BSTRICT", "TLP:RED"]


def test_focus_is_taken_away_only_where_the_keyboard_did_not_bring_it() -> None:
    """An `outline: 0` may stand only in a rule for focus that is not `:focus-visible`."""
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", CSS)
    without = [
        selector.strip()
        for selector, body in rules
        if re.search(r"outline(-style|-width)?:\s*(0|none)\b", body)
    ]
    loose = [
        part.strip()
        for selector in without
        for part in selector.split(",")
        if ":not(:focus-visible)" not in part and part.strip() not in LANDMARKS
    ]
    assert loose == []
    ring = next(body for selector, body in rules if "a:focus, button:focus" in selector)
    assert "outline: 3px solid" in ring
