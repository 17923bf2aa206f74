"""CVE numbers as people paste them."""

import pytest

from portal.advisories.cve import InvalidCve, find_cves, normalise_cve


@pytest.mark.parametrize(
    "typed",
    [
        "CVE-2024-12345",
        " cve-2024-12345 ",
        "2024-12345",
        "CVE 2024 12345",
        "CVE: 2024-12345",
        "CVE\u20112024\u201312345",
        "CVE_2024_12345",
        "(CVE-2024-12345)",
        "CVE-2024-12345,",
        "https://nvd.nist.gov/vuln/detail/CVE-2024-12345",
        "https://www.cve.org/CVERecord?id=cve-2024-12345#top",
    ],
)
def test_what_people_paste_becomes_the_number(typed: str) -> None:
    assert normalise_cve(typed) == "CVE-2024-12345"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "CVE",
        "CVE-2024-123",
        "CVE-24-12345",
        "CVE-1998-1234",
        "CVE-2024-12345x",
        "CVE-2024-12345 CVE-2024-12346",
        "CVE-2024-" + "1" * 20,
        "CVE-２０２４-12345",
        "x" * 100_000,
        "https://nvd.nist.gov/",
    ],
)
def test_anything_else_is_an_error(typed: str) -> None:
    with pytest.raises(InvalidCve) as caught:
        normalise_cve(typed)
    assert len(str(caught.value)) < 150


def test_leading_zeros_and_long_numbers_are_kept() -> None:
    assert normalise_cve("CVE-2024-0001") == "CVE-2024-0001"
    assert normalise_cve("CVE-2024-1234567890") == "CVE-2024-1234567890"


def test_numbers_are_found_in_a_text_once_each() -> None:
    text = "Fixes cve-2024-0001, CVE\u20132024\u20130002 and CVE-2024-0001; not XCVE-2024-0003."
    assert find_cves(text) == ("CVE-2024-0001", "CVE-2024-0002")
