"""The short form: what is typed becomes canonical content, or errors line by line."""

from typing import Any

import pytest

from portal.advisories.canonical import CanonicalRelease
from portal.advisories.short_form import ShortFormError, short_release

VECTOR = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"


def _release(**typed: Any) -> CanonicalRelease:
    return short_release(title=" Patch now ", lang="en", **typed)


def test_a_title_is_enough() -> None:
    release = _release()
    assert (release.title, release.lang, release.severity) == ("Patch now", "en", "none")
    assert CanonicalRelease.from_json(release.to_json()) == release


def test_actions_keep_their_order_and_details() -> None:
    actions = _release(
        actions="Install 2.4\r\n\r\n Block port 502 | on the outer firewall \n"
    ).actions
    assert [(action.text, action.detail) for action in actions] == [
        ("Install 2.4", ""),
        ("Block port 502", "on the outer firewall"),
    ]


def test_products_are_names_or_columns() -> None:
    products = _release(products="Controller C7\nAcme | Valve\nAcme | Pump | < 2.4 | 2.4").products
    assert [product.id for product in products] == ["CSNPID-0001", "CSNPID-0002", "CSNPID-0003"]
    assert [product.readable for product in products] == [
        "Controller C7",
        "Acme Valve",
        "Acme Pump < 2.4",
    ]
    assert products[2].fixed == "2.4"


def test_cves_with_and_without_vectors() -> None:
    release = _release(
        products="Controller C7",
        cves=f"cve-2024-0001\nCVE 2024 0002 {VECTOR}\nCVE-2024-0003 (AV:N/AC:L/Au:N/C:N/I:N/A:P)",
    )
    assert release.cves == ("CVE-2024-0001", "CVE-2024-0002", "CVE-2024-0003")
    scores = [[score.base_score for score in v.scores] for v in release.vulnerabilities]
    assert scores == [[], [9.8], [5.0]]
    assert release.severity == "critical"
    assert release.vulnerabilities[0].product_status[0].products == ("CSNPID-0001",)
    assert release.vulnerabilities[1].scores[0].products == ("CSNPID-0001",)


def test_a_cve_typed_twice_is_kept_once_with_its_score() -> None:
    release = _release(cves=f"CVE-2024-0001\nCVE-2024-0001 {VECTOR}\nCVE-2024-0001")
    assert [len(v.scores) for v in release.vulnerabilities] == [1]


def test_a_chosen_severity_outweighs_the_vectors() -> None:
    chosen = short_release(title="a", lang="en", cves=f"CVE-2024-0001 {VECTOR}", severity="low")
    assert chosen.severity == "low"


def test_every_bad_line_is_named() -> None:
    with pytest.raises(ShortFormError) as caught:
        _release(
            products="Controller C7\na | b | c | d | e",
            cves="CVE-2024-1\n\nCVE-2024-0001 CVSS:3.1/AV:N\nCVE-2024-0002",
        )
    assert [(error.field, error.line) for error in caught.value.errors] == [
        ("products", 2),
        ("cves", 1),
        ("cves", 3),
    ]
    assert all(error.sentence for error in caught.value.errors)
