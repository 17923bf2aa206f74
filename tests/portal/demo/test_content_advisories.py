"""The demo's advisories: hands, addressees, releases, vectors and scripts."""

import re

import pytest
from cvss import CVSS3, CVSS4

from tests.portal.demo.content_files import (
    ADVISORIES,
    GROUP,
    ORG_KEYS,
    ORGANISATIONS,
    PERSON,
    Row,
    by_key,
    cyrillic_share,
    seats,
)

LABELS = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")


def test_every_label_state_and_language_occurs() -> None:
    labels = [a["label"] for a in ADVISORIES]
    assert [labels.count(label) for label in LABELS] == [9, 5, 5, 3, 2]
    states = [a["state"] for a in ADVISORIES]
    order = ("released", "draft", "in_review", "approved", "withdrawn")
    assert [states.count(state) for state in order] == [20, 1, 1, 1, 1]
    assert {a["label"] for a in ADVISORIES if a["state"] == "released"} == set(LABELS)
    assert {(a["lang"], a["script"]) for a in ADVISORIES} == {
        ("sr", "Cyrl"), ("sr", "Latn"), ("en", "Latn"), ("sq", "Latn"), ("mk", "Cyrl"),
        ("bs", "Latn"),
    }  # fmt: skip


@pytest.mark.parametrize("advisory", by_key(ADVISORIES))
def test_advisory_hands_are_different_and_hold_their_seats(advisory: Row) -> None:
    team = advisory["team"]
    assert team in seats(advisory["author"], "author")
    if "reviewer" in advisory:
        assert team in seats(advisory["reviewer"], "reviewer")
        assert advisory["reviewer"] != advisory["author"]
    if "publisher" in advisory:
        assert team in seats(advisory["publisher"], "publisher")
    finished = advisory["state"] in ("released", "withdrawn")
    assert ("publisher" in advisory) == finished
    assert ("reviewer" in advisory) == (finished or advisory["state"] == "approved")


@pytest.mark.parametrize("advisory", by_key(ADVISORIES))
def test_advisory_addressees_fit_the_label(advisory: Row) -> None:
    to = advisory.get("addressees", {})
    if advisory["label"] in ("CLEAR", "GREEN"):
        assert not to
    elif advisory["label"] == "RED":
        assert set(to) == {"persons"}
        assert to["persons"]
        assert set(to["persons"]) <= set(PERSON)
    else:
        assert to["organisations"] or to["groups"]
        assert set(to["organisations"]) <= ORG_KEYS
        assert set(to["groups"]) <= set(GROUP)
        assert not (to["clients"] and advisory["label"] == "AMBER+STRICT")


def test_clients_are_ticked_once_and_reach_somebody() -> None:
    ticked = [a for a in ADVISORIES if a.get("addressees", {}).get("clients")]
    assert len(ticked) == 1
    assert ticked[0]["label"] == "AMBER"
    providers = [o for o in ORGANISATIONS["organisations"] if o.get("clients")]
    assert set(ticked[0]["addressees"]["organisations"]) <= {o["key"] for o in providers}


@pytest.mark.parametrize("advisory", by_key(ADVISORIES))
def test_advisory_releases_are_in_order(advisory: Row) -> None:
    releases = advisory["releases"]
    assert bool(releases) == (advisory["state"] in ("released", "withdrawn"))
    ages = [r["days_ago"] for r in releases]
    assert ages == sorted(ages, reverse=True)
    assert all(age > 0 for age in ages)
    versions = [tuple(map(int, r["version"].split("."))) for r in releases]
    assert versions == sorted(set(versions))
    assert all(r["note"] for r in releases)
    if advisory["state"] == "withdrawn":
        assert advisory["withdrawal"]["reason"]
        assert advisory["withdrawal"]["days_ago"] == ages[-1]


@pytest.mark.parametrize("advisory", by_key(ADVISORIES))
def test_advisory_says_what_to_do(advisory: Row) -> None:
    released = advisory["state"] == "released"
    assert (2 if released else 1) <= len(advisory["steps"]) <= 4
    assert all(step["do"] for step in advisory["steps"])
    assert len(advisory["summary"]) > 120
    assert advisory["body"].count("\n## ") >= 1 or advisory["body"].lstrip().startswith("## ")
    if advisory["label"] != "RED":
        assert advisory["references"]
    for link in advisory["references"]:
        assert re.match(r"https://[a-z0-9.-]+\.example/", link["url"])


@pytest.mark.parametrize("advisory", by_key(ADVISORIES))
def test_vectors_are_valid_and_agree_with_the_severity(advisory: Row) -> None:
    severities = []
    for flaw in advisory["vulnerabilities"]:
        assert re.fullmatch(r"CVE-2026-[4-9]\d{4}", flaw["cve"])
        assert re.fullmatch(r"CWE-\d+", flaw["cwe"])
        old, new = CVSS3(flaw["cvss3"]), CVSS4(flaw["cvss4"])
        assert flaw["cvss3"].startswith("CVSS:3.1/")
        assert (old.clean_vector(), new.clean_vector()) == (flaw["cvss3"], flaw["cvss4"])
        severities.append(new.severity.lower())
    assert not severities or advisory["severity"] in severities
    assert not severities or advisory["products"]


def test_cve_numbers_are_used_once() -> None:
    numbers = [v["cve"] for a in ADVISORIES for v in a["vulnerabilities"]]
    assert len(numbers) == len(set(numbers)) >= 10


@pytest.mark.parametrize("advisory", by_key(ADVISORIES))
def test_advisory_is_written_in_its_script(advisory: Row) -> None:
    for field in ("title", "action", "summary"):
        share = cyrillic_share(advisory[field])
        assert share > 0.6 if advisory["script"] == "Cyrl" else share == 0, field
