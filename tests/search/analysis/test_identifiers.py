import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.identifiers import id_term, identifiers


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("CVE-2026-41234", "cve-2026-41234"), ("cve\u20112026\u201141234", "cve-2026-41234"),
        ("CSN-2026-0398", "csn-2026-0398"), ("ЦСН-2026-0398", "csn-2026-0398"),
        ("ICSA-17-094-02B", "icsa-17-094-02b"), ("RHSA-2024:1234", "rhsa-2024:1234"),
        ("MS17-010", "ms17-010"), ("VU#123456", "vu#123456"), ("T1059.001", "t1059.001"),
        ("CWE-79", "cwe-79"), ("T1059", "t1059"), ("TA0001", "ta0001"), ("G0016", "g0016"),
        ("GHSA-7rjr-3q55-vv33", "ghsa-7rjr-3q55-vv33"), ("KB5034441", "kb5034441"),
        ("GHSA-abcd-efgh-ijkm", "ghsa-abcd-efgh-ijkm"), ("CAPEC-66", "capec-66"),
        ("evil[dot]example", "evil.example"), ("evil(.)example", "evil.example"),
        ("xn--e1afmkfd.xn--90a3ac", "xn--e1afmkfd.xn--90a3ac"), ("банка.срб", "banka.srb"),
        ("203.0.113.7", "203.0.113.7"), ("203.0.113[.]7", "203.0.113.7"),
        ("198.51.100.0/24", "198.51.100.0/24"), ("2001:DB8:0::1", "2001:db8::1"),
        ("my-bank.example", "my-bank.example"), ("fe80::1:2", "fe80::1:2"),
        ("login.bank.example", "login.bank.example"), ("evil[.]example", "evil.example"),
        ("d41d8cd98f00b204e9800998ecf8427e", "d41d8cd98f00b204e9800998ecf8427e"),
        ("D41D8CD98F00B204E9800998ECF8427E", "d41d8cd98f00b204e9800998ecf8427e"),
    ],
)  # fmt: skip
def test_found_whole_in_a_sentence(text: str, value: str) -> None:
    sentence = f"Видети ({text}), па јавити."
    found = [(sentence[each.start : each.end], each.value) for each in identifiers(sentence)]
    assert found == [(text, value)]


@pytest.mark.parametrize(
    "text", ["dobar-dan", "12:30", "v1.2", "999.1.1.1", "2026-11-12", "abc", "::", "deadbeef"]
)
def test_what_is_no_identifier(text: str) -> None:
    assert list(identifiers(text)) == []


@pytest.mark.parametrize("text", ["hxxps://evil[.]example/path?x=1", "http://evil.example:8080/"])
def test_the_domain_of_a_link_counts(text: str) -> None:
    assert [each.value for each in identifiers(f"vidi {text} odmah")] == ["evil.example"]


@pytest.mark.parametrize(
    "text", ["soc@cert.example", "soc[@]cert[.]example", "soc[at]cert.example"]
)
def test_the_host_of_a_disguised_address_counts(text: str) -> None:
    assert [each.value for each in identifiers(text)] == ["cert.example"]


def test_the_domain_of_an_address_counts() -> None:
    assert [each.value for each in identifiers("pišite na soc@cert.example odmah")] == [
        "cert.example"
    ]


SPELLINGS = st.text("abz019.-:/#_", min_size=1, max_size=12)


@given(SPELLINGS, SPELLINGS)
def test_different_identifiers_never_share_a_term(one: str, other: str) -> None:
    assert (id_term(one) == id_term(other)) == (one == other)
    assert id_term(one).isalnum()


@pytest.mark.parametrize(
    "piece",
    ["ab\u2013", "ab-", "a.", "a[.]", "a@b.", "1.", "f:", "a_", "ab-1", "aa\u20101", "GHSA-abcd-"],
)
def test_a_text_of_twice_the_length_takes_about_twice_the_time(piece: str) -> None:
    """Not four times: whoever may write would keep a process busy for hours."""
    short, long = (min(map(_seconds, [piece * times] * 3)) for times in (4_000, 32_000))
    assert long / short < 24, "eight times the text"


def _seconds(text: str) -> float:
    began = time.process_time()
    list(identifiers(text))
    return time.process_time() - began
