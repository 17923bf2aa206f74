"""Real files, made here: PDF by fpdf2, DOCX and ODT part by part."""

import io
import logging
import zipfile
import zlib
from pathlib import Path

from fpdf import FPDF

FONT = Path(__file__).resolve().parents[3] / "community/agreements/fonts/mreza-sans-regular.ttf"
# It tells of every table it cuts.
logging.getLogger("fontTools").setLevel(logging.WARNING)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>{}</Types>'
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_ODT = "application/vnd.oasis.opendocument.text"
_ODF_SPACES = " ".join(
    f'xmlns:{short}="{ODF}{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("text", "text"),
        ("style", "style"),
        ("draw", "drawing"),
        ("table", "table"),
        ("svg", "svg-compatible"),
    )
)
DC = "http://purl.org/dc/elements/1.1/"


def pdf(*pages: str, title: str = "", owner: str = "", user: str = "") -> bytes:
    """A PDF with these pages; with passwords if given."""
    paper = FPDF()
    paper.add_font("Sans", "", FONT)
    if owner:
        paper.set_encryption(owner_password=owner, user_password=user)
    if title:
        paper.set_title(title)
    for text in pages:
        paper.add_page()
        paper.set_font("Sans", size=12)
        paper.multi_cell(0, 8, text)
    return bytes(paper.output())


def archive(parts: dict[str, str | bytes], packed: bool = True) -> bytes:
    """A ZIP file of these parts."""
    made = io.BytesIO()
    how = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(made, "w", how) as out:
        for name, content in parts.items():
            out.writestr(name, content)
    return made.getvalue()


def docx(body: str, *, title: str = "", **more: str | bytes) -> bytes:
    """A DOCX; `more`: header, footnotes, endnotes, footer as XML, or any other part by name."""
    parts: dict[str, str | bytes] = {}
    types = [_override("document.main", "document")]
    for kind in ("header", "footnotes", "endnotes", "footer"):
        if kind in more:
            types.append(_override(kind, kind))
            parts[f"word/{kind}.xml"] = _word(kind, str(more.pop(kind)))
    parts["[Content_Types].xml"] = _TYPES.format("".join(types))
    parts["word/document.xml"] = _word("document", f"<w:body>{body}</w:body>")
    parts["docProps/core.xml"] = f'<c xmlns:dc="{DC}"><dc:title>{title}</dc:title></c>'
    return archive({**parts, **more})


def paragraph(text: str) -> str:
    """A paragraph of one run."""
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def _word(root: str, content: str) -> str:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    return f'<w:{root} xmlns:w="{W}" xmlns:mc="{mc}">{content}</w:{root}>'


def _override(kind: str, name: str) -> str:
    return f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}{kind}+xml"/>'


def odt(text: str, *, styles: str = "", title: str = "", **more: str | bytes) -> bytes:
    """An ODT with this content of `office:text`; `styles`: content of the master styles."""
    content = f"<office:body><office:text>{text}</office:text></office:body>"
    master = f"<office:master-styles>{styles}</office:master-styles>"
    return archive(
        {
            "mimetype": _ODT,
            "content.xml": _office("document-content", content),
            "styles.xml": _office("document-styles", master),
            "meta.xml": f'<m xmlns:dc="{DC}"><dc:title>{title}</dc:title></m>',
            **more,
        }
    )


def _office(root: str, content: str) -> str:
    return f"<office:{root} {_ODF_SPACES}>{content}</office:{root}>"


def raw_pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects as they are, numbered from 1; the first is the catalog."""
    made, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        made += b"%010d 00000 n \n" % place
    made += b"trailer\n<< /Size %d /Root 1 0 R %b >>\n" % (len(objects) + 1, trailer)
    return bytes(made + b"startxref\n%d\n%%%%EOF\n" % start)


def flate(data: bytes, more: bytes = b"") -> bytes:
    """A packed stream object."""
    packed = zlib.compress(data, 9)
    head = b"<< /Length %d /Filter /FlateDecode %b >>\n" % (len(packed), more)
    return head + b"stream\n" + packed + b"\nendstream"
