"""The stylesheet's promises: contrast, two equal dark themes, old browsers, own files only."""

import re
from pathlib import Path

import pytest

CSS_FILE = Path(__file__).resolve().parents[2] / "portal/static/portal/css/site.css"
CSS = CSS_FILE.read_text()
# Text on ground: at least 7:1, WCAG 2.2 criterion 1.4.6.
PAIRS = [
    ("text", "bg"),
    ("text", "bg-sunken"),
    ("text-2", "bg"),
    ("text-2", "brand-tint"),
    ("text-3", "bg"),
    ("text-3", "brand-tint"),
    ("link", "bg"),
    ("link", "brand-tint"),
    ("link", "mark"),
    ("link-visited", "bg"),
    ("on-brand", "brand"),
    ("on-deep", "deep"),
    ("on-deep-2", "deep"),
    ("on-deep-2", "deep-2"),
    ("danger", "bg"),
    ("danger", "danger-tint"),
    ("warn", "warn-tint"),
    ("ok", "ok-tint"),
    *((f"on-sev-{level}", f"sev-{level}") for level in (1, 2, 3, 4)),
]


def block(selector: str) -> dict[str, str]:
    """The first rule with this selector as {property: value}."""
    start = CSS.index(selector) + len(selector)
    body = CSS[CSS.index("{", start) + 1 : CSS.index("}", start)]
    return {
        name.strip().removeprefix("--"): value.strip()
        for name, _, value in (part.partition(":") for part in body.split(";"))
        if value
    }


LIGHT = block(":root ")
DARK = block(':root[data-theme="dark"] ')
THEMES = {"light": LIGHT, "dark": {**LIGHT, **DARK}}


def luminance(colour: str) -> float:
    """Relative luminance of #rgb or #rrggbb, as WCAG defines it."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_reaches_seven_to_one(theme: str, ink: str, ground: str) -> None:
    colours = THEMES[theme]
    assert contrast(colours[ink], colours[ground]) >= 6.95


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_borders_of_controls_reach_three_to_one(theme: str) -> None:
    assert contrast(THEMES[theme]["control"], THEMES[theme]["bg"]) >= 3


def test_the_labels_have_the_colours_of_their_standard() -> None:
    names = ("tlp-bg", "tlp-red", "tlp-amber", "tlp-green", "tlp-clear")
    assert [LIGHT[name] for name in names] == ["#000", "#ff2b2b", "#ffc000", "#33ff00", "#fff"]
    assert not set(names) & set(DARK)


def test_dark_by_device_is_dark_by_choice() -> None:
    assert block(':root:not([data-theme="light"]) ') == DARK


@pytest.mark.parametrize(
    "feature", ["@layer", ":is(", ":where(", "light-dark(", "color-mix(", "oklch(", "inset:"]
)
def test_nothing_that_old_browsers_cannot_read(feature: str) -> None:
    assert feature not in CSS


def test_every_file_it_names_is_here() -> None:
    named = re.findall(r'url\("(?!data:)([^"]+)"\)', CSS)
    assert named
    assert [name for name in named if not (CSS_FILE.parent / name).is_file()] == []
