"""Each way in which a file is no readable CSAF document has its own error, sentence and place."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils.translation import override

from portal.advisories.csaf import read_csaf
from portal.advisories.csaf.errors import (
    CsafError,
    DuplicateKey,
    ForbiddenCharacter,
    MandatoryTestFailed,
    MissingLabel,
    NotCsaf,
    NotJson,
    NotUtf8,
    SchemaViolation,
    TooDeep,
    TooLarge,
    TooMany,
    WrongVersion,
)
from portal.advisories.csaf.parsing import MAX_BYTES
from tests.portal.advisories.documents import as_bytes, document

GOOD = as_bytes(document())


def _without_label(doc: dict[str, Any]) -> None:
    del doc["document"]["distribution"]


def _version(found: object) -> Callable[[dict[str, Any]], None]:
    return lambda doc: doc["document"].update(csaf_version=found)


def _no_title(doc: dict[str, Any]) -> None:
    del doc["document"]["title"]


def _no_version(doc: dict[str, Any]) -> None:
    del doc["document"]["csaf_version"]


def _unknown_product(doc: dict[str, Any]) -> None:
    doc["vulnerabilities"][0]["product_status"]["known_affected"] = ["C7-OLD", "NOWHERE"]


def _product_twice(doc: dict[str, Any]) -> None:
    doc["product_tree"]["full_product_names"] = [{"name": "Again", "product_id": "C7-OLD"}]


def _bad_date(doc: dict[str, Any]) -> None:
    doc["document"]["tracking"]["current_release_date"] = "yesterday"


def _date_before_time(doc: dict[str, Any]) -> None:
    doc["vulnerabilities"][0]["release_date"] = "0001-01-01T00:00:00+14:00"


def _blank_title(doc: dict[str, Any]) -> None:
    doc["document"]["title"] = "   "


def _endless_id(doc: dict[str, Any]) -> None:
    doc["document"]["tracking"]["id"] = "X" * 5000


def _half_surrogate(doc: dict[str, Any]) -> None:
    doc["document"]["title"] = "half \ud83d"


def _nul(doc: dict[str, Any]) -> None:
    doc["vulnerabilities"][0]["notes"][0]["text"] = "a\0b"


SPOILED: list[tuple[Callable[[dict[str, Any]], None], type[CsafError], str]] = [
    (_no_version, NotCsaf, "/document/csaf_version"),
    (_version("2.1"), WrongVersion, "/document/csaf_version"),
    (_version(["2.0"]), WrongVersion, "/document/csaf_version"),
    (_no_title, SchemaViolation, "/document"),
    (_bad_date, SchemaViolation, "/document/tracking/current_release_date"),
    (_date_before_time, SchemaViolation, "/vulnerabilities/0/release_date"),
    (_blank_title, SchemaViolation, "/document/title"),
    (_endless_id, SchemaViolation, "/document/tracking/id"),
    (_unknown_product, MandatoryTestFailed, "/vulnerabilities/0/product_status/known_affected/1"),
    (
        _product_twice,
        MandatoryTestFailed,
        "/product_tree/branches/0/branches/0/branches/0/product/product_id",
    ),
    (_without_label, MissingLabel, "/document/distribution/tlp/label"),
    (_half_surrogate, ForbiddenCharacter, "/document/title"),
    (_nul, ForbiddenCharacter, "/vulnerabilities/0/notes/0/text"),
]

BYTES: list[tuple[bytes, type[CsafError], str]] = [
    (b"", NotJson, ""),
    (b"not json", NotJson, ""),
    (GOOD[:-1], NotJson, ""),
    (GOOD + b"{}", NotJson, ""),
    (b'{"a": NaN}', NotJson, ""),
    (b"9" * 5000, NotJson, ""),
    (GOOD.replace(b"pump", b"p\xffmp"), NotUtf8, ""),
    (GOOD.decode().encode("utf-16"), NotUtf8, ""),
    (b'{"document": {"title": "a", "title": "b"}}', DuplicateKey, "/document"),
    (b'{"document": {}, "\\u0000": 1}', ForbiddenCharacter, ""),
    (b"[]", NotCsaf, "/document"),
    (b'"text"', NotCsaf, "/document"),
    (b'{"document": 1}', NotCsaf, "/document"),
    (b" " * (MAX_BYTES + 1), TooLarge, ""),
    (b"[" * 200_000, TooDeep, ""),
    (b"[" * 200 + b"]" * 200, TooDeep, "/0" * 48),
    (b"[" + b"0," * 400_000 + b"0]", TooMany, ""),
]


@pytest.mark.parametrize(("spoil", "kind", "path"), SPOILED)
def test_a_spoiled_document_is_refused_with_its_place(
    spoil: Callable[[dict[str, Any]], None], kind: type[CsafError], path: str
) -> None:
    doc = document()
    spoil(doc)
    with pytest.raises(CsafError) as caught:
        read_csaf(as_bytes(doc))
    assert type(caught.value) is kind
    assert caught.value.path == path
    assert path in str(caught.value)


@pytest.mark.parametrize(("data", "kind", "path"), BYTES)
def test_bytes_that_are_no_document_are_refused(
    data: bytes, kind: type[CsafError], path: str
) -> None:
    with pytest.raises(CsafError) as caught:
        read_csaf(data)
    assert type(caught.value) is kind
    assert caught.value.path == path


def test_every_kind_of_error_is_met_and_has_its_own_code() -> None:
    kinds = set(CsafError.__subclasses__())
    assert kinds == {kind for _, kind, _ in SPOILED} | {kind for _, kind, _ in BYTES}
    assert len({kind.code for kind in kinds}) == len(kinds)


def test_sentences_say_what_and_where() -> None:
    with override("en"):
        with pytest.raises(DuplicateKey) as caught:
            read_csaf(b'{"document": {"title": "a", "title": "b"}}')
        assert caught.value.sentence == "At /document the key “title” stands twice."
        with pytest.raises(NotJson) as broken:
            read_csaf(b'{"a":\n oops}')
        assert broken.value.sentence.endswith("(line 2, column 2).")


def test_all_schema_violations_are_carried_along() -> None:
    doc = document()
    _no_title(doc)
    doc["document"]["publisher"]["category"] = "nobody"
    with pytest.raises(SchemaViolation) as caught:
        read_csaf(as_bytes(doc))
    assert {finding.path for finding in caught.value.findings} == {
        "/document",
        "/document/publisher/category",
    }
