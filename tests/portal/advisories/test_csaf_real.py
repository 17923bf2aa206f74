"""All real advisories are read, and say what they say in their files."""

import json
import time
from functools import cache
from typing import Any

import pytest

from community.access.tlp import Label
from portal.advisories.canonical import CanonicalRelease
from portal.advisories.csaf import ReadDocument, read_csaf
from tests.portal.advisories.documents import real_files


@cache
def _all() -> list[tuple[dict[str, Any], ReadDocument]]:
    return [(json.loads(data), read_csaf(data)) for data in _bytes()]


@cache
def _bytes() -> list[bytes]:
    return [path.read_bytes() for path in real_files()]


def test_all_are_read_beside_a_loop_that_only_parses(capsys: pytest.CaptureFixture[str]) -> None:
    files = _bytes()
    started = time.perf_counter()
    for data in files:
        json.loads(data)
    parsed = time.perf_counter()
    found = [read_csaf(data) for data in files]
    done = time.perf_counter()
    with capsys.disabled():
        print(
            f"\n{len(files)} CSAF files: parsing alone {parsed - started:.2f} s,"
            f" reading {done - parsed:.2f} s"
        )
    assert len(found) == 239
    assert done - parsed < 30


def test_every_identity_and_label_is_kept() -> None:
    for raw, read in _all():
        head = raw["document"]
        assert read.tracking.id == head["tracking"]["id"]
        assert read.publisher.name == head["publisher"]["name"]
        assert read.label is Label.CLEAR
        assert len(read.release.history) == len(head["tracking"]["revision_history"])


def test_every_cve_with_its_score_is_kept() -> None:
    for raw, read in _all():
        for entry, ours in zip(raw["vulnerabilities"], read.release.vulnerabilities, strict=True):
            assert ours.cve == entry["cve"]
            assert ours.cwe is not None
            assert ours.cwe.id == entry["cwe"]["id"]
            stated = [score["cvss_v3"]["baseScore"] for score in entry["scores"]]
            computed = [score.base_score for score in ours.scores if score.version != "4.0"]
            assert computed == stated


def test_cvss_4_is_found_in_the_links() -> None:
    versions = [
        score.version
        for _, read in _all()
        for vulnerability in read.release.vulnerabilities
        for score in vulnerability.scores
    ]
    assert versions.count("4.0") == 36


def test_every_remediation_names_products_that_are_there() -> None:
    for raw, read in _all():
        names = read.release.product_names()
        for entry, ours in zip(raw["vulnerabilities"], read.release.vulnerabilities, strict=True):
            assert len(ours.remediations) == len(entry["remediations"])
            assert all(names[product] for r in ours.remediations for product in r.products)


def test_every_product_has_vendor_and_version() -> None:
    bare = [
        product
        for _, read in _all()
        for product in read.release.products
        if not (product.vendor and product.product and product.version)
    ]
    # Two families without version and one relationship, all of one VEX document.
    assert [product.id for product in bare] == ["CSAFPID-0013", "CSAFPID-0004", "CSAFPID-0005"]


def test_the_faults_of_real_files_are_findings_and_refuse_nothing() -> None:
    failing = {(read.tracking.id, f.test) for _, read in _all() for f in read.findings}
    assert failing == {
        ("ICSA-18-065-01", "6.1.11"),
        ("ICSA-22-272-02", "6.1.31"),
        ("ICSA-24-004-02", "6.1.27"),
        ("ICSA-24-214-02", "6.1.11"),
        ("ICSMA-17-215-01", "6.1.27"),
    }


def test_every_release_survives_its_own_json() -> None:
    for _, read in _all():
        stored = read.release.to_json()
        assert CanonicalRelease.from_json(stored) == read.release
        assert CanonicalRelease.from_json(stored).to_json() == stored


def test_no_name_of_a_finder_is_stored_from_its_field() -> None:
    checked = 0
    for raw, read in _all():
        stored = read.release.to_json().decode()
        for thanks in raw["document"].get("acknowledgments", []):
            for name in thanks.get("names", []):
                others = json.dumps({**raw["document"], "acknowledgments": []}) + json.dumps(
                    raw["vulnerabilities"]
                )
                if name not in others:
                    assert name not in stored
                    checked += 1
    assert checked > 100
