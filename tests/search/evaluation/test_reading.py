"""Every line that cannot be read is named, and what is right about others is taken."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.evaluation.reading import read

GOOD = [
    {"query": "mrežu", "class": "c", "want": ["7"]},
    {"entry": 7, "lang": "sr-Latn", "title": "Mreža", "body": "Tekst", "licence": "none"},
]


def lines(*objects: object) -> list[bytes]:
    return [json.dumps(each).encode() for each in objects]


def test_entries_and_queries_come_in_any_order_with_unknown_fields() -> None:
    sheet = read([*lines(*GOOD), b"", b"  \r\n"])
    assert sheet.faults == []
    assert (sheet.sentences["7"].title, sheet.sentences["7"].lang) == ("Mreža", "sr-Latn")
    assert sheet.questions[0].want == {"7"}


def test_a_mark_at_the_beginning_of_the_file_is_no_fault() -> None:
    first, second = lines(*GOOD)
    assert read([b"\xef\xbb\xbf" + first, second]).faults == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (b"{", "not JSON"),
        (b"\xff", "not UTF-8"),
        (b"[" * 100_000, "not JSON"),
        (b"[1]", "not an object"),
        (b"{}", "neither an entry nor a query"),
        (b'{"entry": 1, "query": "x"}', "both an entry and a query"),
        (b'{"entry": 7, "title": "twice"}', "entry 7 a second time"),
        (b'{"entry": null, "title": "x"}', "an id is neither text nor a whole number"),
        (b'{"entry": true, "title": "x"}', "an id is neither text nor a whole number"),
        (b'{"entry": 1.5, "title": "x"}', "an id is neither text nor a whole number"),
        (b'{"entry": 1}', "neither a title nor a body"),
        (b'{"entry": 1, "title": 5}', "title is no text"),
        (b'{"entry": 1, "title": "\\ud800"}', "title holds half a character"),
        (b'{"entry": 1, "title": "x", "lang": "in Serbian"}', "lang is no language tag"),
        (b'{"entry": 1, "title": "x", "lang": "sr-Latn-RS-more"}', "lang is no language tag"),
        (b'{"query": 1, "class": "c", "want": [7]}', "query is no text"),
        (b'{"query": "x", "want": [7]}', "class is missing"),
        (b'{"query": "x", "class": "", "want": [7]}', "class is empty"),
        (b'{"query": "x", "class": "c"}', "want is no list of entries"),
        (b'{"query": "x", "class": "c", "want": []}', "want is no list of entries"),
        (b'{"query": "x", "class": "c", "want": [8]}', "no such entry: 8"),
    ],
)
def test_a_bad_line_is_named(line: bytes, fault: str) -> None:
    sheet = read([*lines(*GOOD), line])
    assert sheet.faults == [f"line 3: {fault}"]
    assert len(sheet.sentences) >= 1


@given(st.lists(st.binary(max_size=60) | st.text(max_size=60).map(str.encode), max_size=5))
def test_no_file_is_too_strange(given_lines: list[bytes]) -> None:
    sheet = read(given_lines)
    assert all(fault.startswith("line ") for fault in sheet.faults)
