"""The title that a package gives itself, in the Dublin Core of its metadata."""

from collections.abc import Mapping

from portal.files.extraction.limits import MEGABYTE, TITLE_CHARACTERS
from portal.files.extraction.package import Package
from portal.files.extraction.xml_events import parse

_PREFIXES = {"http://purl.org/dc/elements/1.1/": "dc"}


def title_of(package: Package, part: str) -> str:
    """`dc:title` of the metadata in `part`; empty where there is none."""
    if part not in package.names():
        return ""
    listener = _Title()
    parse(package.chunks(part, MEGABYTE), _PREFIXES, listener)
    return "".join(listener.pieces)[:TITLE_CHARACTERS]


class _Title:
    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._inside = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._inside = name == "dc:title" and not self.pieces

    def end(self, name: str) -> None:
        self._inside = False

    def text(self, data: str) -> None:
        if self._inside:
            self.pieces.append(data)
