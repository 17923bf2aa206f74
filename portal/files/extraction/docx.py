"""DOCX (ECMA-376, WordprocessingML). Macros, comments and deleted text are not read."""

from collections.abc import Mapping

from portal.files.extraction.core_title import title_of
from portal.files.extraction.gathering import Gathering
from portal.files.extraction.limits import MEGABYTE
from portal.files.extraction.package import Package
from portal.files.extraction.result import Problem, Unreadable
from portal.files.extraction.xml_events import parse

TYPES = "[Content_Types].xml"
_CORE = "docProps/core.xml"
_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
}
_TYPES_PREFIXES = {"http://schemas.openxmlformats.org/package/2006/content-types": "ct"}
# What the types of parts end in, in the order in which parts are read.
_HEADER, _MAIN, _NOTES, _FOOTER = (
    ("wordprocessingml.header+xml",),
    (
        "wordprocessingml.document.main+xml",
        "wordprocessingml.template.main+xml",
        "ms-word.document.macroEnabled.main+xml",
        "ms-word.template.macroEnabledTemplate.main+xml",
    ),
    ("wordprocessingml.footnotes+xml", "wordprocessingml.endnotes+xml"),
    ("wordprocessingml.footer+xml",),
)
# A second form of a drawing, text that was taken out, and properties, whose tabs are stops.
_PASSED_OVER = frozenset({"mc:Fallback", "w:del", "w:moveFrom", "w:pPr", "w:sectPr"})
_SIGNS = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "-",
}
_ENDS = {"w:p": "\n", "w:tc": "\t", "w:tr": "\n"}
_NO = frozenset({"0", "false", "off"})


def is_docx(package: Package) -> bool:
    """Whether a package holds a text document of this kind."""
    return TYPES in package.names() and bool(_parts(package, _MAIN))


def read(package: Package, gathering: Gathering) -> str:
    """Gathers the text, headers first, notes and footers last; returns the title."""
    main = _parts(package, _MAIN)[:1]
    if not main:
        raise Unreadable(Problem.BROKEN)
    seen: set[str] = set()
    for name in (
        *_parts(package, _HEADER),
        *main,
        *_parts(package, _NOTES),
        *_parts(package, _FOOTER),
    ):
        listener = _Words(gathering)
        parse(package.chunks(name), _PREFIXES, listener)
        seen.add(name)
    return title_of(package, _CORE)


def _parts(package: Package, endings: tuple[str, ...]) -> list[str]:
    """The names of the parts of such a type that are there."""
    listener = _Types(endings)
    parse(package.chunks(TYPES, MEGABYTE), _TYPES_PREFIXES, listener)
    there = set(package.names())
    return [name for name in dict.fromkeys(listener.found) if name in there]


class _Types:
    """The list of what each part is."""

    def __init__(self, endings: tuple[str, ...]) -> None:
        self.found: list[str] = []
        self._endings = endings

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        kind = attributes.get(":ContentType", "")
        if name == "ct:Override" and kind.endswith(self._endings):
            self.found.append(attributes.get(":PartName", "").lstrip("/"))

    def end(self, name: str) -> None:
        pass

    def text(self, data: str) -> None:
        pass


class _Words:
    """Text of runs; a paragraph is a line, a box of text stands aside."""

    def __init__(self, gathering: Gathering) -> None:
        self._gathering = gathering
        self._passing = 0
        self._in_text = False
        self._hidden = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._passing or name in _PASSED_OVER:
            self._passing += 1
        elif name == "w:t":
            self._in_text = True
        elif name in _SIGNS:
            self._gathering.add(_SIGNS[name])
        elif name == "w:txbxContent":
            self._gathering.begin_aside()
        elif name == "w:r":
            self._hidden = False
        elif name == "w:vanish":
            self._hidden = attributes.get("w:val", "") not in _NO

    def end(self, name: str) -> None:
        if self._passing:
            self._passing -= 1
        elif name == "w:t":
            self._in_text = False
        elif name == "w:txbxContent":
            self._gathering.end_aside()
            self._hidden = False
        elif name in _ENDS:
            self._gathering.add(_ENDS[name])

    def text(self, data: str) -> None:
        if self._in_text and not self._passing and not self._hidden:
            self._gathering.add(data)
