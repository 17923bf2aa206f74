"""What files there are, and what no file may do. Asks no database."""

import csv
import io
import time
import tracemalloc

import pytest

from community.rosters.decoding import NotText, decode
from community.rosters.exporting import harmless
from community.rosters.models import Import
from community.rosters.parsing import LARGEST, MOST_ROWS, Unreadable, parse
from community.rosters.uploading import ColumnsMissing, read

LATIN = "name;e-mail\nĐorđe Šćepanović;a@b.example\nŽana Čolić;c@d.example\n"
CYRILLIC = "назив;врста\nЂорђе Шћепановић;банка\n"


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (LATIN, "utf-8", "utf-8"),
        (LATIN, "utf-8-sig", "utf-8"),
        (LATIN, "utf-16", "utf-16"),
        (LATIN, "windows-1250", "windows-1250"),
        (CYRILLIC, "windows-1251", "windows-1251"),
        (CYRILLIC, "utf-8", "utf-8"),
    ],
)
def test_encodings_of_the_region_are_found_out(text: str, encoding: str, found: str) -> None:
    assert decode(text.encode(encoding)) == (text, found)


def test_a_chosen_encoding_is_believed() -> None:
    assert decode("Čačak".encode("windows-1250"), "windows-1250") == ("Čačak", "windows-1250")
    with pytest.raises(NotText):
        decode("Čačak".encode("windows-1250"), "utf-8")


@pytest.mark.parametrize("data", [b"name\x00,e-mail\n", b"\x1f\x8b\x08\x00\x00", b"PK\x03\x04\x00"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable) as wrong:
        read(Import.Kind.PEOPLE, data)
    assert wrong.value.code == "not_text"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters_are_found_out(delimiter: str) -> None:
    sheet = parse(f"name{delimiter}e-mail\nAna{delimiter}a@b.example\n")
    assert sheet.headers == ["name", "e-mail"]
    assert sheet.rows == [(2, ["Ana", "a@b.example"])]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_numbers_are_those_of_the_file(end: str) -> None:
    text = end.join(["name,e-mail", "", f'"An{end}a",x', ",,", "Bo,y"])
    assert [number for number, _cells in parse(text).rows] == [3, 6]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('name,e-mail\n"Ana,a@b.example\nBo,b@c.example\n', "quotes"),
        ('name,e-mail\n"' + "x\n" * 5000, "quote_open"),
        ("name,e-mail\n" + "x" * 100_000 + "\n", "line_too_long"),
        (",".join(f"column{n}" for n in range(1000)) + "\nx\n", "too_many_columns"),
        ("name\n" + "," * 1000 + "\n", "too_many_columns"),
        ("name,e-mail\n", "empty"),
        ("", "empty"),
        ("name\n" + "x\n" * (MOST_ROWS + 1), "too_many_rows"),
        ("\n" * 1_000_000, "too_many_rows"),
    ],
)
def test_hostile_files_are_refused(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as wrong:
        parse(text)
    assert wrong.value.code == code


@pytest.mark.parametrize(
    "row", ['"\n",' * 2_000_000, "," * 9_000_000, '"' * 9_000_000, "\n" * 9_000_000]
)
def test_a_bomb_takes_no_memory_beyond_the_file(row: str) -> None:
    text = "name,e-mail\n" + row
    tracemalloc.start()
    with pytest.raises(Unreadable):
        parse(text)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # The text itself is copied once to be read line by line: four bytes a character.
    assert peak < 5 * len(text) + 5_000_000


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    with pytest.raises(Unreadable) as wrong:
        read(Import.Kind.PEOPLE, b"x" * (LARGEST + 1))
    assert wrong.value.code == "too_large"


@pytest.mark.parametrize(
    "head",
    [
        "name,e-mail,organisation",
        "Име и презиме;Е-пошта;Организација",
        "IME I PREZIME\tE-pošta\tOrganizacija",
    ],
)
def test_headers_are_known_in_every_script(head: str) -> None:
    upload = read(Import.Kind.PEOPLE, f"{head}\nAna".encode())
    assert upload.fields == ["name", "email", "organisation"]


def test_columns_that_are_missing_or_doubled_are_named() -> None:
    with pytest.raises(ColumnsMissing) as missing:
        read(Import.Kind.PEOPLE, b"name,shoe size\nAna,38\n")
    assert missing.value.headers == ["e-mail", "organisation"]
    with pytest.raises(Unreadable) as doubled:
        read(Import.Kind.PEOPLE, b"name,e-mail,email,organisation\nAna,a,b,c\n")
    assert doubled.value.code == "doubled"


@pytest.mark.parametrize("cell", ["=1+1", "+381", "-1", "@sum", "\t=1", "\r=1", " =1"])
def test_formulas_are_neutralised_and_come_back_as_typed(cell: str) -> None:
    marked = harmless(cell)
    assert marked == f"'{cell}"
    out = io.StringIO()
    csv.writer(out).writerows([["name"], [marked]])
    assert parse(out.getvalue()).rows[0][1] in ([cell], [cell.strip()], [f"'{cell}"])


def test_parsing_a_full_file_does_not_block_a_request() -> None:
    text = "name,e-mail,organisation\n" + "Ana Anić,a@b.example,Firma\n" * MOST_ROWS
    began = time.process_time()
    assert len(parse(text).rows) == MOST_ROWS
    print(f"{MOST_ROWS} rows parsed in {time.process_time() - began:.2f} s")
