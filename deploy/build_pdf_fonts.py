"""Cut the two fonts of printed ledgers out of the upstream static fonts.

Goes in: the folder of npm's `source-sans` 3.52.0, unpacked, holding `TTF/*.ttf`.
Comes out: two TrueType files and the licence in `community/agreements/fonts/`. PDF readers
take no woff2, and the letters of both scripts have to lie in one file.
Run by hand, once per upstream version, with the tools of `build_fonts.py`.
"""

import argparse
import shutil
from pathlib import Path

from build_fonts import CYRILLIC, LATIN, points, rename
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parent.parent / "community" / "agreements" / "fonts"
FACES = [("SourceSans3-Regular.ttf", "regular"), ("SourceSans3-Bold.ttf", "bold")]


def cut(source: Path, target: Path) -> None:
    """Write `target`: `source` with the letters of both scripts, without layout features."""
    font = TTFont(source)
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=points(LATIN + CYRILLIC))
    subsetter.subset(font)
    rename(font)
    font.save(target)


def main() -> None:
    """Read the unpacked package named on the command line, write the files, print sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path)
    package: Path = parser.parse_args().package
    TARGET.mkdir(parents=True, exist_ok=True)
    for file_name, face in FACES:
        target = TARGET / f"mreza-sans-{face}.ttf"
        cut(package / "TTF" / file_name, target)
        print(f"{target.name} {target.stat().st_size / 1000:.1f} kB")
    shutil.copy(package / "LICENSE.md", TARGET / "OFL.txt")


if __name__ == "__main__":
    main()
