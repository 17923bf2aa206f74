"""All real advisories: imported, shown with what they say, found by what they are about."""

import json
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from community.access.viewer import ANONYMOUS
from portal.advisories.importing import take
from portal.advisories.models import Advisory, ForeignDocument, Release
from search.models import Text as Found
from search.service import Ask, search
from tests.portal.advisories.documents import real_files

pytestmark = pytest.mark.django_db


def _product_names(branches: list[dict[str, Any]]) -> list[str]:
    """The product names of a tree, as the file has them."""
    found = []
    for branch in branches:
        if branch["category"] == "product_name":
            found.append(branch["name"])
        found += _product_names(branch.get("branches", []))
    return found


def test_every_real_document_is_shown_and_found(client: Client) -> None:
    files = real_files()
    for path in files:
        assert take(path.read_bytes(), path.name, team=None, publish=True).outcome == "new"
    assert Release.objects.filter(latest=True).count() == len(files) == 239
    assert Found.objects.filter(kind="advisory").count() == 239
    pages = {release.number: release for release in Release.objects.select_related("advisory")}
    for path in files:
        raw = json.loads(path.read_bytes())
        release = pages[raw["document"]["tracking"]["id"]]
        html = client.get(f"/en/advisories/{release.advisory.uid}/").content.decode()
        assert_shown(raw, " ".join(unescape(strip_tags(html)).split()))
        assert_found(raw, release)
    assert_twice_is_once(files)


def assert_shown(raw: dict[str, Any], text: str) -> None:
    assert " ".join(raw["document"]["title"].split()) in text
    assert "This document is by CISA." in text
    for vulnerability in raw["vulnerabilities"]:
        assert vulnerability["cve"] in text
        assert vulnerability["cwe"]["id"] in text
        for score in vulnerability["scores"]:
            assert f"{score['cvss_v3']['baseScore']:.1f}" in text
            assert score["cvss_v3"]["vectorString"].rstrip("/") in text
        for remedy in vulnerability.get("remediations", []):
            assert " ".join(remedy["details"].split()) in text
    for name in _product_names(raw["product_tree"].get("branches", [])):
        assert " ".join(name.split()) in text


def assert_found(raw: dict[str, Any], release: Release) -> None:
    """By number and by each CVE; among the documents of that CVE, this one."""
    uid = release.advisory.uid
    assert uid in [hit.uid for hit in search(ANONYMOUS, Ask(release.number)).hits]
    cve = raw["vulnerabilities"][0]["cve"]
    assert uid in [hit.uid for hit in search(ANONYMOUS, Ask(cve)).hits]
    assert uid in [hit.uid for hit in search(ANONYMOUS, Ask(f'"{release.title}"')).hits]


def assert_twice_is_once(files: list[Path]) -> None:
    counted = (Advisory, ForeignDocument, Release, Found)
    before = [model.objects.count() for model in counted]
    for path in files:
        assert take(path.read_bytes(), path.name, team=None, publish=True).outcome == "unchanged"
    assert [model.objects.count() for model in counted] == before
