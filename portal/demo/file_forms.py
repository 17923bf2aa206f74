"""Small real files for the demo, the same bytes each time: PDF, DOCX, ODT."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from xml.sax.saxutils import escape

from fpdf import FPDF

from community.agreements.ledger_pdf import FONTS

_FAMILY = "Mreza Sans"
_A5 = (148, 210)  # millimetres
# The first day that a ZIP file can tell.
_DATE = (1980, 1, 1, 0, 0, 0)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_ODT = "application/vnd.oasis.opendocument.text"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def made(suffix: str, title: str, paragraphs: Sequence[str], at: datetime) -> bytes:
    """A file of this kind with a heading and paragraphs; `at` is when it was written."""
    match suffix:
        case "pdf":
            return _pdf(title, paragraphs, at)
        case "docx":
            return _docx(title, paragraphs)
        case "odt":
            return _odt(title, paragraphs)
    raise ValueError(suffix)


def _pdf(title: str, paragraphs: Sequence[str], at: datetime) -> bytes:
    paper = FPDF(format=_A5)
    for style, face in (("", "regular"), ("B", "bold")):
        paper.add_font(_FAMILY, style, FONTS / f"mreza-sans-{face}.ttf")
    paper.set_title(title)
    paper.set_creation_date(at)
    paper.add_page()
    paper.set_font(_FAMILY, "B", 18)
    paper.multi_cell(0, 9, title, new_x="LMARGIN", new_y="NEXT")
    paper.set_font(_FAMILY, "", 11)
    for text in paragraphs:
        paper.ln(3)
        paper.multi_cell(0, 6, text, new_x="LMARGIN", new_y="NEXT")
    return bytes(paper.output())


def _docx(title: str, paragraphs: Sequence[str]) -> bytes:
    runs = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
        for text in (title, *paragraphs)
    )
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    types = (
        f'<Default Extension="rels" ContentType="{_RELATIONS}"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}"/>'
    )
    relation = f'<Relationship Id="r1" Type="{_DOCUMENT}" Target="word/document.xml"/>'
    return _zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{types}</Types>',
            "_rels/.rels": _element("Relationships", f"{_PACKAGE}/relationships", relation),
            "word/document.xml": f'<w:document xmlns:w="{main}"><w:body>{runs}</w:body></w:document>',
        }
    )


def _odt(title: str, paragraphs: Sequence[str]) -> bytes:
    lines = "".join(f"<text:p>{escape(text)}</text:p>" for text in paragraphs)
    heading = f'<text:h text:outline-level="1">{escape(title)}</text:h>'
    spaces = f'xmlns:office="{_ODF}:office:1.0" xmlns:text="{_ODF}:text:1.0"'
    body = f"<office:body><office:text>{heading}{lines}</office:text></office:body>"
    content = (
        f'<office:document-content {spaces} office:version="1.3">{body}</office:document-content>'
    )
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", _ODT), ("content.xml", "text/xml"))
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0" manifest:version="1.3">'
        f"{entries}</manifest:manifest>"
    )
    return _zipped({"content.xml": content, "META-INF/manifest.xml": manifest}, kind=_ODT)


def _element(name: str, space: str, content: str) -> str:
    return f'<{name} xmlns="{space}">{content}</{name}>'


def _zipped(parts: Mapping[str, str], kind: str = "") -> bytes:
    """A package. An ODT says its kind first, unpacked."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        if kind:
            package.writestr(zipfile.ZipInfo("mimetype", _DATE), kind)
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _DATE)
            package.writestr(info, _XML + content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
