"""ODT (OASIS Open Document 1.2 and later). Macros, comments and deleted text are not read."""

import re
from collections.abc import Mapping

from portal.files.extraction.core_title import title_of
from portal.files.extraction.gathering import Gathering
from portal.files.extraction.limits import MEGABYTE
from portal.files.extraction.package import Package
from portal.files.extraction.result import Problem, Unreadable
from portal.files.extraction.xml_events import parse

_KIND = "mimetype"
_KINDS = (
    b"application/vnd.oasis.opendocument.text",
    b"application/vnd.oasis.opendocument.text-template",
)
_CONTENT, _STYLES, _META = "content.xml", "styles.xml", "meta.xml"
_MANIFEST = "META-INF/manifest.xml"
_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES = {
    f"{_SPACE}{name}:1.0": short
    for name, short in (
        ("text", "text"),
        ("office", "office"),
        ("style", "style"),
        ("drawing", "draw"),
        ("manifest", "manifest"),
        ("svg-compatible", "svg"),
    )
}
_PASSED_OVER = frozenset(
    {
        "text:tracked-changes",
        "text:note-citation",
        "text:hidden-text",
        "text:hidden-paragraph",
        "text:ruby-text",
        "office:annotation",
        "office:binary-data",
        "office:scripts",
        "svg:title",
        "svg:desc",
    }
)
_PARAGRAPHS = frozenset({"text:p", "text:h"})
_ASIDES = frozenset({"text:note-body", "draw:text-box"})
_SIGNS = {"text:s": " ", "text:tab": "\t", "text:line-break": "\n"}
_MARGINS = frozenset(
    f"style:{place}{which}" for place in ("header", "footer") for which in ("", "-left", "-first")
)
_BLANKS = re.compile(r"[ \t\r\n]+")


def is_odt(package: Package) -> bool:
    """Whether a package holds a text document of this kind."""
    return _KIND in package.names() and package.whole(_KIND, 200).strip() in _KINDS


def read(package: Package, gathering: Gathering) -> str:
    """Gathers the text, then that of headers and footers; returns the title."""
    names = package.names()
    if _CONTENT not in names:
        raise Unreadable(Problem.BROKEN)
    _refuse_locked(package)
    parse(package.chunks(_CONTENT), _PREFIXES, _Words(gathering))
    if _STYLES in names:
        parse(package.chunks(_STYLES), _PREFIXES, _Words(gathering, only_within=_MARGINS))
    return title_of(package, _META)


def _refuse_locked(package: Package) -> None:
    """A part with a password is listed so in the manifest; its bytes look like noise."""
    if _MANIFEST in package.names():
        listener = _Manifest()
        parse(package.chunks(_MANIFEST, MEGABYTE), _PREFIXES, listener)
        if listener.locked:
            raise Unreadable(Problem.ENCRYPTED)


class _Manifest:
    def __init__(self) -> None:
        self.locked = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.locked = self.locked or name == "manifest:encryption-data"

    def end(self, name: str) -> None:
        pass

    def text(self, data: str) -> None:
        pass


class _Words:
    """Text of paragraphs and headings, each a line; notes and boxes stand aside."""

    def __init__(self, gathering: Gathering, only_within: frozenset[str] | None = None) -> None:
        self._gathering = gathering
        self._only_within = only_within
        self._within = 0 if only_within else 1
        self._passing = 0
        self._paragraphs = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        hidden = name == "text:section" and attributes.get("text:display") == "none"
        if self._passing or name in _PASSED_OVER or hidden:
            self._passing += 1
        elif self._only_within and name in self._only_within:
            self._within += 1
        elif name in _PARAGRAPHS:
            self._paragraphs += 1
        elif name in _ASIDES:
            self._gathering.begin_aside()
        elif name in _SIGNS and self._heard():
            self._gathering.add(_SIGNS[name])

    def end(self, name: str) -> None:
        if self._passing:
            self._passing -= 1
        elif self._only_within and name in self._only_within:
            self._within -= 1
        elif name in _PARAGRAPHS:
            if self._heard():
                self._gathering.add("\n")
            self._paragraphs -= 1
        elif name in _ASIDES:
            self._gathering.end_aside()

    def text(self, data: str) -> None:
        if self._heard():
            self._gathering.add(_BLANKS.sub(" ", data))

    def _heard(self) -> bool:
        return bool(self._within and self._paragraphs and not self._passing)
