"""Cut the site's four font files out of the complete upstream variable fonts.

Goes in: the folder of npm's `source-sans` 3.52.0, unpacked, holding `VF/*.ttf`.
Comes out: four woff2 files and the licence in `portal/static/portal/fonts/`.
Run by hand, once per upstream version; see the README beside the fonts.
"""

import argparse
import shutil
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = Path(__file__).resolve().parent.parent / "portal" / "static" / "portal" / "fonts"
WEIGHTS = (400, 700)
# `locl` carries the Serbian and Macedonian shapes; without it `lang` changes nothing.
FEATURES = ["kern", "liga", "locl", "ccmp", "mark", "tnum", "lnum", "zero", "case"]
LATIN = [
    (0x0000, 0x00FF),
    (0x0100, 0x017F),
    (0x0192, 0x0192),
    (0x01C4, 0x01CC),
    (0x0218, 0x021B),
    (0x02C6, 0x02DD),
    (0x0300, 0x0304),
    (0x0306, 0x030C),
    (0x2010, 0x2027),
    (0x202F, 0x203A),
    (0x2044, 0x2044),
    (0x20AC, 0x20AC),
    (0x2116, 0x2122),
    (0x2190, 0x2193),
    (0x2212, 0x2215),
    (0x2248, 0x2265),
]
CYRILLIC = [(0x0300, 0x0301), (0x0400, 0x045F), (0x0490, 0x0491)]
# The licence reserves the upstream name for the unmodified fonts.
FAMILY = "Mreza Sans"
FACES = [("SourceSans3VF-Upright.ttf", "roman"), ("SourceSans3VF-Italic.ttf", "italic")]


def points(ranges: list[tuple[int, int]]) -> set[int]:
    """Return every code point of the ranges, both ends included."""
    return {point for first, last in ranges for point in range(first, last + 1)}


def rename(font: TTFont) -> None:
    """Give the font our family name; copyright and licence entries stay as they are."""
    names = font["name"]
    postscript = FAMILY.replace(" ", "")
    for record in list(names.names):
        if record.nameID in {1, 3, 4, 6, 16, 25}:
            text = postscript if record.nameID in {3, 6, 25} else FAMILY
            names.setName(text, record.nameID, record.platformID, record.platEncID, record.langID)


def cut(source: Path, target: Path, wanted: set[int]) -> None:
    """Write `target`: `source` with the weights and code points that the site uses."""
    # Saved and read again: the cutter wants the narrowed tables complete, not lazy.
    narrowed = BytesIO()
    instantiateVariableFont(TTFont(source), {"wght": WEIGHTS}).save(narrowed)
    narrowed.seek(0)
    font = TTFont(narrowed)
    options = Options()
    options.layout_features = FEATURES
    options.flavor = "woff2"
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    rename(font)
    font.flavor = "woff2"
    font.save(target)


def main() -> None:
    """Read the unpacked package named on the command line, write the files, print sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path)
    package: Path = parser.parse_args().package
    TARGET.mkdir(parents=True, exist_ok=True)
    for file_name, face in FACES:
        for script, ranges in (("latin", LATIN), ("cyrillic", CYRILLIC)):
            target = TARGET / f"mreza-sans-{face}-{script}.woff2"
            cut(package / "VF" / file_name, target, points(ranges))
            print(f"{target.name} {target.stat().st_size / 1000:.1f} kB")
    shutil.copy(package / "LICENSE.md", TARGET / "OFL.txt")


if __name__ == "__main__":
    main()
