"""Gather the site's icons into one sprite.

Goes in: the folder of npm's `lucide-static` 1.62.0, unpacked, holding `icons/*.svg`.
Comes out: `portal/static/portal/icons/sprite.svg` and Lucide's licence beside it.
The severity meters and the mark are drawn here; a name in `ICONS` is the whole change
that a new icon needs.
"""

import argparse
import re
import shutil
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "portal" / "static" / "portal" / "icons"
# fmt: off
ICONS = [
    "archive", "arrow-down", "arrow-left", "arrow-right", "bell", "book-open", "bookmark",
    "bug", "building-2", "calendar", "check", "chevron-down", "chevron-left", "chevron-right",
    "circle-alert", "circle-check", "circle-question-mark", "circle-x", "clock", "copy",
    "credit-card", "download", "external-link", "eye", "eye-off", "file-text", "flag", "funnel",
    "globe", "history", "house", "info", "key-round", "life-buoy", "link", "list",
    "list-checks", "lock", "log-in", "log-out", "mail", "megaphone", "message-square", "minus",
    "octagon-alert", "package", "paperclip", "pen-line", "pencil", "phone", "pin", "plus",
    "printer", "quote", "reply", "rss", "search", "send", "settings", "shield-alert",
    "shield-check", "smartphone", "trash-2", "triangle-alert", "user", "user-check", "users",
    "venetian-mask", "x",
]
# fmt: on
LINE = (
    'fill="none" stroke="currentColor" stroke-width="2" '
    'stroke-linecap="round" stroke-linejoin="round"'
)
# Steps of two, a middle of three: the rhombus that kilim weavers step thread by thread.
MARK = (
    "M6 0h3v2h2v2h2v2h2v3h-2v2h-2v2H9v2H6v-2H4v-2H2V9H0V6h2V4h2V2h2z"
    "M6 4v2H4v3h2v2h3V9h2V6H9V4zM6.75 6.75h1.5v1.5h-1.5z"
)


def icon(source: Path) -> str:
    """Return one Lucide file as a symbol of the sprite."""
    text = re.sub(r"<!--.*?-->", "", source.read_text(), flags=re.DOTALL)
    body = re.sub(r"\s+", " ", text[text.index(">") + 1 : text.rindex("</svg>")]).strip()
    body = body.replace("> <", "><").replace(" />", "/>")
    return f'<symbol id="{source.stem}" viewBox="0 0 24 24" {LINE}>{body}</symbol>'


def meter(level: int) -> str:
    """Return the four-bar meter with `level` (1 to 4) bars full, the others faint."""
    bars = ""
    for bar in range(4):
        faint = "" if bar < level else ' opacity=".35"'
        place = f'x="{2 + 4 * bar}" y="{12 - 3 * bar}" height="{3 + 3 * bar}"'
        bars += f'<rect {place} width="3" rx=".5"{faint}/>'
    return f'<symbol id="severity-{level}" viewBox="0 0 20 18" fill="currentColor">{bars}</symbol>'


def main() -> None:
    """Read the unpacked package named on the command line, write the sprite, print its size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path)
    package: Path = parser.parse_args().package
    symbols = [icon(package / "icons" / f"{name}.svg") for name in ICONS]
    symbols += [meter(level) for level in range(1, 5)]
    symbols.append(
        f'<symbol id="mark" viewBox="0 0 15 15"><path fill="currentColor" fill-rule="evenodd" '
        f'd="{MARK}"/></symbol>'
    )
    TARGET.mkdir(parents=True, exist_ok=True)
    sprite = TARGET / "sprite.svg"
    sprite.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
    )
    shutil.copy(package / "LICENSE", TARGET / "LUCIDE-LICENSE.txt")
    print(f"{sprite.name}: {len(symbols)} symbols, {sprite.stat().st_size / 1000:.1f} kB")


if __name__ == "__main__":
    main()
