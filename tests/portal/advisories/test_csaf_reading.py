"""What is read from a good document, and what hostile ones cannot do."""

from typing import Any

import pytest

from community.access.tlp import Label
from portal.advisories.canonical.parts import Product, Score
from portal.advisories.csaf import ReadDocument, read_csaf
from portal.advisories.csaf.errors import CsafError, MandatoryTestFailed, TooDeep
from tests.portal.advisories.documents import as_bytes, document


def _read(doc: dict[str, Any]) -> ReadDocument:
    return read_csaf(as_bytes(doc))


def _product(doc: dict[str, Any], product_id: str) -> Product:
    return next(p for p in _read(doc).release.products if p.id == product_id)


def test_the_head_is_read() -> None:
    read = _read(document())
    assert read.findings == ()
    assert read.tracking.initial_release == "2026-03-01T08:00:00Z"
    assert read.release.tracking == read.tracking
    assert read.release.summary == "The pump stops."
    assert read.release.severity == "high"
    assert read.release.cves == ("CVE-2026-12345",)
    assert read.release.history[0].date == "2026-03-01T08:00:00Z"


def test_products_are_read_with_vendor_range_and_fix() -> None:
    old = _product(document(), "C7-OLD")
    assert (old.vendor, old.product, old.status) == ("Example Pumps", "Controller C7", "affected")
    assert (old.affected, old.fixed) == (">=1.0, <2.4", "2.4")
    assert old.readable == "Example Pumps Controller C7 >=1.0, <2.4"
    new = _product(document(), "C7-NEW")
    assert (new.status, new.affected, new.fixed) == ("fixed", "", "2.4")
    assert new.readable == "Example Pumps Controller C7 2.4"


def test_a_product_affected_by_one_and_fixed_for_another_is_affected() -> None:
    doc = document()
    second = {**doc["vulnerabilities"][0], "cve": "CVE-2026-99999"}
    second["product_status"] = {"known_affected": ["C7-NEW"], "fixed": ["C7-OLD"]}
    del second["remediations"], second["scores"]
    doc["vulnerabilities"].append(second)
    assert _product(doc, "C7-NEW").status == "affected"


def test_without_vulnerabilities_the_listed_products_are_affected() -> None:
    doc = document()
    del doc["vulnerabilities"]
    doc["document"]["category"] = "csaf_informational_advisory"
    doc["document"]["references"][0]["category"] = "external"
    assert _product(doc, "C7-OLD").status == "affected"


def test_relationships_become_products_of_the_whole_one() -> None:
    doc = document()
    doc["product_tree"]["relationships"] = [
        {
            "category": "installed_on",
            "product_reference": "C7-NEW",
            "relates_to_product_reference": "C7-OLD",
            "full_product_name": {"name": "C7 firmware on C7", "product_id": "BOTH"},
        }
    ]
    both = _product(doc, "BOTH")
    assert (both.vendor, both.status) == ("Example Pumps", None)
    assert both.relationship is not None
    assert both.relationship.product == "C7-NEW"


def test_groups_are_written_out() -> None:
    doc = document()
    remediation = doc["vulnerabilities"][0]["remediations"][0]
    del remediation["product_ids"]
    remediation["group_ids"] = ["ALL"]
    vulnerability = _read(doc).release.vulnerabilities[0]
    assert vulnerability.remediations[0].products == ("C7-OLD", "C7-NEW")


def test_cvss_2_and_4_are_read() -> None:
    doc = document()
    vulnerability = doc["vulnerabilities"][0]
    vector4 = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N"
    vulnerability["scores"][0]["cvss_v2"] = {
        "version": "2.0",
        "vectorString": "AV:N/AC:L/Au:N/C:N/I:N/A:C",
        "baseScore": 7.8,
    }
    url = f"https://www.first.org/cvss/calculator/4.0#{vector4}"
    vulnerability["references"] = [{"summary": "CVSS", "url": url}]
    scores = _read(doc).release.vulnerabilities[0].scores
    assert [(score.version, score.base_score) for score in scores] == [
        ("2.0", 7.8),
        ("3.1", 7.5),
        ("4.0", 8.7),
    ]
    assert scores[2] == Score(
        version="4.0", vector=vector4, base_score=8.7, severity="high", products=("C7-OLD",)
    )


@pytest.mark.parametrize(
    "nonsense", [None, [], "9.8", {}, {"vectorString": 9}, {"vectorString": "CVSS:4.0/AV:X"}]
)
def test_nonsense_where_the_schema_does_not_look_is_passed_over(nonsense: object) -> None:
    doc = document()
    doc["vulnerabilities"][0]["scores"][0]["cvss_v4"] = nonsense
    assert len(_read(doc).release.vulnerabilities[0].scores) == 1


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        ("WHITE", "", Label.CLEAR),
        ("GREEN", "", Label.GREEN),
        ("AMBER", "", Label.AMBER),
        ("RED", "", Label.RED),
        ("RED", "Note. TLP v2.0: TLP:AMBER+STRICT", Label.AMBER_STRICT),
        ("WHITE", "TLP v2.0: TLP:AMBER+STRICT", Label.AMBER_STRICT),
        ("RED", "like TLP:AMBER+STRICT", Label.RED),
    ],
)
def test_labels_become_those_of_tlp_2(label: str, text: str, expected: Label) -> None:
    doc = document()
    doc["document"]["distribution"] = {"tlp": {"label": label}, "text": text or "Free."}
    assert _read(doc).label is expected


def test_a_default_label_is_taken_only_where_there_is_none() -> None:
    doc = document()
    assert read_csaf(as_bytes(doc), default_label=Label.RED).label is Label.CLEAR
    del doc["document"]["distribution"]
    assert read_csaf(as_bytes(doc), default_label=Label.GREEN).label is Label.GREEN


def test_a_failed_test_about_form_is_a_finding_and_refuses_only_where_strict() -> None:
    doc = document()
    doc["vulnerabilities"][0]["cwe"]["name"] = "Another name"
    assert [finding.test for finding in _read(doc).findings] == ["6.1.11"]
    with pytest.raises(MandatoryTestFailed):
        read_csaf(as_bytes(doc), strict=True)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://user:pass@pumps.example/",
        "https:pumps.example",
    ],
)
def test_an_address_that_is_no_plain_link_stays_as_text(url: str) -> None:
    doc = document()
    doc["document"]["references"][0]["url"] = url
    doc["vulnerabilities"][0]["remediations"][0]["url"] = url
    release = _read(doc).release
    assert release.references[0].url == ""
    assert release.references[0].summary == f"This advisory ({url})"
    remediation = release.vulnerabilities[0].remediations[0]
    assert (remediation.url, remediation.details) == ("", f"Install 2.4. ({url})")


def test_control_characters_become_blanks_and_a_byte_order_mark_is_skipped() -> None:
    doc = document()
    doc["document"]["title"] = "Pump\x0bcontroller\x1b"
    read = read_csaf(b"\xef\xbb\xbf" + as_bytes(doc))
    assert read.release.title == "Pump controller"


def test_a_leap_second_is_read_as_the_second_before() -> None:
    doc = document()
    doc["vulnerabilities"][0]["release_date"] = "2016-12-31T23:59:60Z"
    assert _read(doc).release.vulnerabilities[0].published == "2016-12-31T23:59:59Z"


def _branches(levels: int) -> dict[str, Any]:
    inner: dict[str, Any] = {
        "category": "product_version",
        "name": "1",
        "product": {"name": "Inner", "product_id": "INNER"},
    }
    for level in range(levels):
        inner = {"category": "product_name", "name": f"level {level}", "branches": [inner]}
    return inner


def test_deep_trees_are_read_up_to_the_limit_and_refused_beyond() -> None:
    doc = document()
    doc["product_tree"]["branches"].append(_branches(20))
    assert _product(doc, "INNER").product == "level 0"
    doc["product_tree"]["branches"].append(_branches(200))
    with pytest.raises(TooDeep):
        _read(doc)


@pytest.mark.parametrize("length", [2, 30, 3000])
def test_a_circle_of_products_is_refused(length: int) -> None:
    doc = document()
    doc["product_tree"]["relationships"] = [
        {
            "category": "installed_on",
            "product_reference": f"R{number}",
            "relates_to_product_reference": "C7-OLD",
            "full_product_name": {"name": "Ring", "product_id": f"R{(number + 1) % length}"},
        }
        for number in range(length)
    ]
    with pytest.raises(CsafError) as caught:
        _read(doc)
    assert type(caught.value) in (MandatoryTestFailed, TooDeep)


def test_a_long_list_of_products_is_read() -> None:
    doc = document()
    doc["product_tree"]["full_product_names"] = [
        {"name": f"Valve {number}", "product_id": f"V{number}"} for number in range(5000)
    ]
    assert len(_read(doc).release.products) == 5002
