"""Files that were made to do harm: they end in a word about them, soon, and touch nothing."""

import io
import random
import signal
import struct
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from portal.files.extraction import limits, outside
from portal.files.extraction.outside import ExtractionFailed, extract
from portal.files.extraction.result import Extracted, Problem

from . import made

ROOT = Path(__file__).resolve().parents[3]
TEXT = made.paragraph("текст")


def problem(data: bytes, name: str = "") -> Problem:
    found = extract(io.BytesIO(data), name)
    assert not (found.text and found.problem)
    return found.problem


def with_document(xml: str | bytes) -> bytes:
    """A DOCX whose main part is `xml`."""
    return made.docx("", **{"word/document.xml": xml})


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_parts_that_unpack_to_too_much() -> None:
    whole = f'<w:document xmlns:w="{made.W}">{TEXT}'.encode()
    assert problem(with_document(whole + b" " * (limits.PART_BYTES + 1))) == Problem.LIMIT
    assert problem(with_document(whole + b" " * 3 * limits.MEGABYTE)) == Problem.LIMIT  # ratio


def test_a_directory_that_lies_about_sizes_is_not_believed() -> None:
    data = bytearray(with_document(b"<a>" + b" " * 4 * limits.MEGABYTE + b"</a>"))
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        at = max(info.header_offset for info in opened.infolist() if "document" in info.filename)
    assert at >= 0
    told = struct.pack("<L", 4 * limits.MEGABYTE + 7)
    assert told in data
    assert problem(bytes(data).replace(told, struct.pack("<L", 9))) in (
        Problem.LIMIT,
        Problem.BROKEN,
    )


def test_too_many_parts() -> None:
    parts: dict[str, str | bytes] = {str(n): "" for n in range(limits.PACKAGE_ENTRIES)}
    assert problem(made.docx(TEXT, **parts)) == Problem.LIMIT
    long: dict[str, str | bytes] = {f"{n}{'x' * 60_000}": "" for n in range(20)}
    assert problem(made.docx(TEXT, **long)) == Problem.LIMIT


def test_an_archive_within_is_left_alone() -> None:
    bomb = made.archive({"a": b"\0" * 20 * limits.MEGABYTE})
    found = extract(io.BytesIO(made.docx(TEXT, **{"word/embeddings/a.docx": bomb})), "")
    assert found == Extracted("текст")


def test_declared_entities_are_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("ТАЈНА")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    for declared, used in (
        (f'<!ENTITY l0 "ха">{laughs}', "&l9;"),
        (f'<!ENTITY f SYSTEM "{secret.as_uri()}">', "&f;"),
        ('<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;', ""),
    ):
        xml = f"<!DOCTYPE w [{declared}]>" + f'<w xmlns="{made.W}"><p><r><t>{used}</t></r></p></w>'
        assert problem(with_document(xml)) == Problem.LIMIT
        assert problem(made.odt("", **{"content.xml": xml})) == Problem.LIMIT


def test_xml_that_is_too_deep() -> None:
    deep = limits.XML_DEPTH + 1
    assert problem(made.docx("<w:p>" * deep + "</w:p>" * deep)) == Problem.LIMIT


def test_text_ends_where_enough_was_taken() -> None:
    sure = "".join(random.Random(1).choices("абвгд ", k=limits.TEXT_CHARACTERS + 50_000))
    found = extract(io.BytesIO(made.docx(made.paragraph(sure))), "")
    assert found.cut
    assert found.problem == Problem.NONE
    assert 0 < len(found.text) <= limits.TEXT_CHARACTERS
    assert extract(io.BytesIO(sure.encode()), "a.txt").cut


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R "
    b"/Resources << /ProcSet [/PDF] >> >>"
)
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def test_a_pdf_whose_stream_unpacks_to_too_much() -> None:
    bomb = made.flate(b" " * 200 * limits.MEGABYTE)
    assert problem(made.raw_pdf(CATALOG, PAGES, PAGE, bomb)) == Problem.LIMIT


@pytest.mark.parametrize(
    "objects",
    [
        # Pages that hold themselves, that are many, and each twice as many as the one before.
        (CATALOG, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"),
        (CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>", PAGE, made.flate(b"")),
        (
            CATALOG,
            *(
                b"<< /Type /Pages /Kids [%d 0 R %d 0 R] /Count 2 >>" % (n + 1, n + 1)
                for n in range(2, 40)
            ),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        ),
        # Lengths that are each other, an object of streams inside itself.
        (CATALOG, PAGES, PAGE, b"<< /Length 4 0 R >>\nstream\nx\nendstream"),
        (CATALOG, PAGES, PAGE, b"<< /Type /ObjStm /N 9 /First 9 /Extends 4 0 R /Length 0 >>"),
        # One thing inside another a hundred thousand times.
        (b"[" * 100_000, PAGES),
    ],
    ids=["ring", "count", "doubling", "length", "objects", "nested"],
)
def test_a_pdf_that_turns_in_circles_ends(objects: tuple[bytes, ...]) -> None:
    assert problem(made.raw_pdf(*objects)) != Problem.NONE


def test_forms_within_forms_end() -> None:
    """Each draws the next twice: two to the fortieth in all."""
    forms = [
        made.flate(
            b"/F Do /F Do",
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
            b"/Resources << /XObject << /F %d 0 R >> >>" % (n + 1),
        )
        for n in range(5, 45)
    ]
    page = PAGE.replace(
        b"/Resources << /ProcSet [/PDF] >>", b"/Resources << /XObject << /F 5 0 R >> >>"
    )
    last = made.flate(b"", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    data = made.raw_pdf(CATALOG, PAGES, page, made.flate(b"/F Do"), *forms, last)
    assert problem(data) in (Problem.LIMIT, Problem.LATE, Problem.EMPTY)


def test_damaged_files_end_in_a_word_about_them() -> None:
    dice = random.Random(7)
    whole = [made.pdf("текст " * 40), made.docx(TEXT * 40), made.odt("<text:p>текст</text:p>" * 40)]
    for data in whole:
        assert problem(data[: len(data) // 2]) in (Problem.BROKEN, Problem.EMPTY)
        for _ in range(6):
            damaged = bytearray(data)
            for _ in range(40):
                damaged[dice.randrange(8, len(damaged))] = dice.randrange(256)
            assert isinstance(problem(bytes(damaged)), Problem)


def test_a_file_that_is_too_large_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "FILE_BYTES", 1000)
    assert problem(b"x" * 1001, "a.txt") == Problem.LIMIT


def test_a_process_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            started.append(self)

    monkeypatch.setattr(outside.subprocess, "Popen", Noted)
    monkeypatch.setattr(outside, "WALL_SECONDS", 0.001)
    assert problem(made.pdf("текст")) == Problem.LATE
    assert [process.returncode for process in started] == [-signal.SIGKILL]


def test_a_process_that_does_not_start_is_no_fault_of_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(outside, "_CHILD", "portal.files.extraction.absent")
    with pytest.raises(ExtractionFailed):
        extract(io.BytesIO(b"x"), "a.txt")


# What a file that has taken over the parser would try; the last line is what came of it.
HOSTILE = """
import io, os, socket, sys
from portal.files.extraction import child

def hostile(stream, gathering):
    for name, attempt in {
        "read": lambda: open("/etc/hostname"),
        "write": lambda: open("planted", "w"),
        "socket": lambda: socket.socket(),
        "program": lambda: os.popen("true"),
        "memory": lambda: bytearray(2_000_000_000),
    }.items():
        try:
            attempt()
        except (OSError, MemoryError):
            gathering.add(f"{name} refused\\n")
        else:
            gathering.add(f"{name} done\\n")
    return "", 0

child.reader_of = lambda stream, suffix: hostile
child.main()
"""


def hostile(script: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", script]
    return subprocess.run(command, input=b"x", capture_output=True, cwd=ROOT, check=False)


def test_what_takes_over_the_reading_process_gets_nowhere() -> None:
    ended = hostile(HOSTILE)
    assert ended.returncode == 0, ended.stderr
    assert b"done" not in ended.stdout
    assert ended.stdout.count(b"refused") == 5
    assert not (ROOT / "planted").exists()


def test_an_answer_has_an_end(tmp_path: Path) -> None:
    endless = "child.reader_of = lambda *a: [os.write(1, bytes(1 << 20)) for _ in range(99)]"
    script = HOSTILE.replace("child.reader_of = lambda stream, suffix: hostile", endless)
    with (tmp_path / "answer").open("wb") as answer:
        command = [sys.executable, "-c", script]
        ended = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=answer, stderr=subprocess.DEVNULL,
            cwd=ROOT, check=False,
        )  # fmt: skip
    assert ended.returncode != 0
    assert (tmp_path / "answer").stat().st_size <= limits.ANSWER_BYTES


@pytest.mark.parametrize(
    "told",
    [b"", b"[]", b'{"text": "x"}', b"[" * 100_000, b'{"text": 1, "title": 2, "pages": "x"}'],
)
def test_an_answer_that_is_none_is_a_broken_file(told: bytes) -> None:
    assert outside._read(io.BytesIO(told)) == Extracted(problem=Problem.BROKEN)


def test_an_answer_is_cut_to_what_a_database_takes() -> None:
    told = b'{"text": "a\\u0000\\ud800b", "title": "", "pages": -5, "cut": 1, "problem": ""}'
    assert outside._read(io.BytesIO(told)) == Extracted("ab", cut=True)
