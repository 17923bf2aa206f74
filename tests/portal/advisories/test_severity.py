"""Severity words, and vectors as people type them."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from portal.advisories.canonical.parts import Score, Severity, Vulnerability
from portal.advisories.severity import (
    InvalidVector,
    highest_score,
    overall_severity,
    parse_vector,
    severity_of,
)

V2 = "AV:N/AC:L/Au:N/C:C/I:C/A:C"
V3 = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
V4 = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"


@pytest.mark.parametrize(
    ("score", "word"),
    [
        (0, "none"),
        (0.1, "low"),
        (3.9, "low"),
        (4, "medium"),
        (6.9, "medium"),
        (7, "high"),
        (8.9, "high"),
        (9, "critical"),
        (10, "critical"),
    ],
)
def test_words_change_where_the_standard_says(score: float, word: Severity) -> None:
    assert severity_of(score) == word


@pytest.mark.parametrize("score", [-0.1, 10.1, float("nan")])
def test_no_word_outside_the_scale(score: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 10"):
        severity_of(score)


@pytest.mark.parametrize(
    ("typed", "version", "base_score"),
    [
        (V3, "3.1", 9.8),
        (f"  {V3.lower()}/ ", "3.1", 9.8),
        (V3.replace("3.1", "3.0"), "3.0", 9.8),
        (V3.replace("C:H/I:H/A:H", "C:N/I:N/A:N"), "3.1", 0.0),
        (V4, "4.0", 9.3),
        (f"{V4}/U:Amber", "4.0", 9.3),
        (V2.lower(), "2.0", 10.0),
        (V2, "2.0", 10.0),
        (f"({V2})", "2.0", 10.0),
    ],
)
def test_typed_vectors_are_read(typed: str, version: str, base_score: float) -> None:
    score = parse_vector(typed)
    assert (score.version, score.base_score) == (version, base_score)
    assert parse_vector(score.vector) == score


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "9.8",
        "high",
        V3[:-4],
        V3 + "/X:Y",
        V3 + "/AV:N",
        "CVSS:9.9/AV:N",
        "CVSS:3.1/" * 200,
    ],
)
def test_anything_else_is_an_error_with_an_example(typed: str) -> None:
    with override("en"), pytest.raises(InvalidVector) as caught:
        parse_vector(typed)
    assert "CVSS:3.1/AV:N" in caught.value.sentence
    assert len(caught.value.sentence) < 250


@given(st.text(max_size=60) | st.from_regex(r"CVSS:[34]\.[01](/[A-Z]{1,3}:[A-Z]){0,12}"))
def test_no_text_makes_another_error(typed: str) -> None:
    try:
        score = parse_vector(typed)
    except InvalidVector:
        return
    assert 0 <= score.base_score <= 10


def _score(version: str, base_score: float) -> Score:
    return Score(
        version=version,  # type: ignore[arg-type]
        vector="",
        base_score=base_score,
        severity=severity_of(base_score),
    )


def test_the_highest_counts_and_version_2_only_alone() -> None:
    old, low, high = _score("2.0", 10), _score("3.1", 5), _score("4.0", 8)
    assert highest_score([old, low, high]) == high
    assert highest_score([old]) == old
    assert highest_score([]) is None


def test_a_document_is_as_severe_as_its_worst_vulnerability() -> None:
    mild = Vulnerability(scores=(_score("3.1", 5),))
    bad = Vulnerability(scores=(_score("3.1", 2), _score("4.0", 9.1)))
    assert overall_severity([mild, bad, Vulnerability()]) == "critical"
    assert overall_severity([mild]) == "medium"
    assert overall_severity([Vulnerability()]) == "none"
