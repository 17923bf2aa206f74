"""The text of files: what a reader reads comes out, in both scripts and in reading order."""

import io
from pathlib import Path

import pytest

from portal.files.extraction.outside import extract
from portal.files.extraction.result import Extracted, Problem

from . import made

CYRILLIC = "Безбедност: ђ љ њ ћ џ ж ч ш, Ѓ ѓ Ќ ќ Ѕ ѕ"
LATIN = "Bezbednost: đ lj nj ć dž ž č š, ë Ë ç Ç"


def read(data: bytes, name: str = "") -> Extracted:
    """The file of these bytes, read in a process of its own."""
    return extract(io.BytesIO(data), name)


def lines(data: bytes, name: str = "") -> list[str]:
    """The lines that have text."""
    found = read(data, name)
    assert found.problem == Problem.NONE
    return [line for line in found.text.split("\n") if line]


def test_a_pdf_in_both_scripts() -> None:
    found = read(made.pdf(CYRILLIC, LATIN, title="Леци"))
    assert found.text.split("\n\n") == [CYRILLIC, LATIN]
    assert (found.title, found.pages, found.cut) == ("Леци", 2, False)


def test_words_divided_at_the_end_of_a_line_are_whole_again() -> None:
    assert lines(made.pdf("Нова без-\nбедност мреже\nСајт А-\nБ и\nавио-\nЛинија")) == [
        "Нова безбедност мреже",
        "Сајт А-",
        "Б и",
        "авио-",
        "Линија",
    ]


def test_a_docx_in_both_scripts() -> None:
    found = read(made.docx(made.paragraph(CYRILLIC) + made.paragraph(LATIN), title="Леци"))
    assert found.text == f"{CYRILLIC}\n{LATIN}"
    assert found.title == "Леци"


def test_a_docx_gives_headers_tables_tabs_and_notes() -> None:
    cell = "<w:tc>{}</w:tc>"
    table = "".join(cell.format(made.paragraph(word)) for word in ("прва", "друга"))
    body = (
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>пре</w:t><w:tab/>"
        "<w:t>после</w:t><w:br/><w:t>ново</w:t></w:r></w:p>"
        f"<w:tbl><w:tr>{table}</w:tr></w:tbl>"
    )
    data = made.docx(
        body,
        header=made.paragraph("заглавље"),
        footnotes=f"<w:footnote>{made.paragraph('белешка')}</w:footnote>",
        footer=made.paragraph("подножје"),
    )
    assert lines(data) == [
        *("заглавље", "пре после", "ново", "прва", "друга", "белешка", "подножје"),
    ]


def test_a_docx_gives_nothing_that_its_reader_does_not_see() -> None:
    body = (
        "<w:p><w:r><w:t>једна</w:t></w:r>"
        "<w:del><w:r><w:delText>брисано</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>премештено</w:t></w:r></w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>скривено</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> реченица</w:t></w:r>'
        "<w:r><w:instrText>HYPERLINK</w:instrText></w:r></w:p>"
        "<mc:AlternateContent><mc:Choice>"
        + made.paragraph("цртеж")
        + "</mc:Choice><mc:Fallback>"
        + made.paragraph("цртеж опет")
        + "</mc:Fallback></mc:AlternateContent>"
    )
    comments = made.docx(body, **{"word/comments.xml": f"<c>{made.paragraph('опаска')}</c>"})
    assert lines(comments) == ["једна реченица", "цртеж"]


def test_a_box_of_text_does_not_cut_a_sentence_in_two() -> None:
    box = f"<w:r><w:txbxContent>{made.paragraph('у оквиру')}</w:txbxContent></w:r>"
    body = f"<w:p><w:r><w:t>пола </w:t></w:r>{box}<w:r><w:t>реченице</w:t></w:r></w:p>"
    assert lines(made.docx(body)) == ["пола реченице", "у оквиру"]


def test_an_odt_in_both_scripts() -> None:
    found = read(made.odt(f"<text:h>{CYRILLIC}</text:h><text:p>{LATIN}</text:p>", title="Леци"))
    assert found.text == f"{CYRILLIC}\n{LATIN}"
    assert found.title == "Леци"


def test_an_odt_gives_spaces_tabs_tables_and_margins() -> None:
    text = (
        '<text:p>пре<text:s text:c="999999999"/>после<text:tab/>таб<text:line-break/>'
        "<text:span>ново\n   и </text:span>даље</text:p><table:table><table:table-row>"
        "<table:table-cell><text:p>прва</text:p></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="99999999"><text:p>друга</text:p>'
        "</table:table-cell></table:table-row></table:table>"
    )
    header = "<style:header><text:p>заглавље</text:p></style:header>"
    data = made.odt(text, styles=f"<text:p>није</text:p>{header}")
    assert lines(data) == ["пре после таб", "ново и даље", "прва", "друга", "заглавље"]


def test_an_odt_gives_nothing_that_its_reader_does_not_see() -> None:
    text = (
        "<text:tracked-changes><text:p>брисано</text:p></text:tracked-changes>"
        "<text:p>пола <office:annotation><text:p>опаска</text:p></office:annotation>"
        "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>белешка</text:p></text:note-body></text:note>реченице</text:p>"
        '<text:section text:display="none"><text:p>скривено</text:p></text:section>'
    )
    assert lines(made.odt(text)) == ["пола реченице", "белешка"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_plain_text(encoding: str) -> None:
    assert lines(f"{CYRILLIC}\r\n{LATIN}".encode(encoding), "Лист.TXT") == [CYRILLIC, LATIN]


def test_an_encoding_that_cannot_be_told_is_not_guessed() -> None:
    assert read("Безбедност".encode("cp1251"), "a.txt").problem == Problem.BROKEN


def test_the_bytes_tell_the_kind_and_not_the_name() -> None:
    assert lines(made.pdf("текст"), "notes.docx") == ["текст"]
    assert lines(made.odt("<text:p>текст</text:p>"), "notes.pdf") == ["текст"]
    assert read(b"\x89PNG\r\n\x1a\n\0\0", "notes.pdf").problem == Problem.KIND
    assert read(b"\x89PNG\r\n\x1a\n\0\0", "notes.txt").problem == Problem.KIND
    assert read(made.archive({"readme.txt": "текст"}), "notes.docx").problem == Problem.KIND


def test_what_asks_for_a_password_says_so() -> None:
    locked = f'<m:m xmlns:m="{made.ODF}manifest:1.0"><m:encryption-data/></m:m>'
    office = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16le")
    )
    for data in (
        made.pdf("текст", owner="owner", user="reader"),
        made.odt("", **{"META-INF/manifest.xml": locked}),
        office,
    ):
        assert read(data) == Extracted(problem=Problem.ENCRYPTED)


def test_a_pdf_that_everybody_may_open_is_read() -> None:
    assert lines(made.pdf("текст", owner="owner")) == ["текст"]


def test_old_office_files_are_of_no_kind_that_is_read() -> None:
    assert read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)).problem == Problem.KIND


def test_pages_without_words_are_called_empty() -> None:
    assert read(made.pdf("")) == Extracted(pages=1, problem=Problem.EMPTY)


def test_a_path_is_read_as_a_stream_is(tmp_path: Path) -> None:
    path = tmp_path / "лист.txt"
    path.write_text(LATIN)
    assert extract(path, path.name).text == LATIN
