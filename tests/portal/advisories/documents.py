"""Small CSAF documents for the tests, made here, and where the real ones are."""

import copy
import json
import os
from pathlib import Path
from typing import Any

import pytest

_BASE: dict[str, Any] = {
    "document": {
        "category": "csaf_security_advisory",
        "csaf_version": "2.0",
        "distribution": {"tlp": {"label": "WHITE"}},
        "lang": "en",
        "notes": [{"category": "summary", "text": "The pump stops.", "title": "In short"}],
        "publisher": {
            "category": "vendor",
            "name": "Example Pumps",
            "namespace": "https://pumps.example",
        },
        "references": [
            {"category": "self", "summary": "This advisory", "url": "https://pumps.example/a/1"}
        ],
        "title": "Pump controller stops on a long name",
        "tracking": {
            "id": "EXP-2026-0001",
            "version": "1",
            "status": "final",
            "initial_release_date": "2026-03-01T09:00:00+01:00",
            "current_release_date": "2026-03-01T09:00:00+01:00",
            "revision_history": [
                {"number": "1", "date": "2026-03-01T09:00:00+01:00", "summary": "First release"}
            ],
        },
    },
    "product_tree": {
        "branches": [
            {
                "category": "vendor",
                "name": "Example Pumps",
                "branches": [
                    {
                        "category": "product_name",
                        "name": "Controller C7",
                        "branches": [
                            {
                                "category": "product_version_range",
                                "name": "vers:generic/>=1.0|<2.4",
                                "product": {"name": "Controller C7", "product_id": "C7-OLD"},
                            },
                            {
                                "category": "product_version",
                                "name": "2.4",
                                "product": {"name": "Controller C7 2.4", "product_id": "C7-NEW"},
                            },
                        ],
                    }
                ],
            }
        ],
        "product_groups": [{"group_id": "ALL", "product_ids": ["C7-OLD", "C7-NEW"]}],
    },
    "vulnerabilities": [
        {
            "cve": "CVE-2026-12345",
            "cwe": {
                "id": "CWE-120",
                "name": "Buffer Copy without Checking Size of Input ('Classic Buffer Overflow')",
            },
            "notes": [{"category": "description", "text": "A name of 300 letters ends the loop."}],
            "product_status": {"known_affected": ["C7-OLD"], "fixed": ["C7-NEW"]},
            "remediations": [
                {
                    "category": "vendor_fix",
                    "details": "Install 2.4.",
                    "product_ids": ["C7-OLD"],
                    "url": "https://pumps.example/2.4",
                }
            ],
            "scores": [
                {
                    "cvss_v3": {
                        "version": "3.1",
                        "vectorString": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H",
                        "baseScore": 7.5,
                        "baseSeverity": "HIGH",
                    },
                    "products": ["C7-OLD"],
                }
            ],
        }
    ],
}


def document() -> dict[str, Any]:
    """A valid CSAF 2.0 document, a fresh copy to spoil."""
    return copy.deepcopy(_BASE)


def as_bytes(value: object) -> bytes:
    """The value as a JSON file."""
    return json.dumps(value).encode()


def real_files() -> list[Path]:
    """The real advisories below SAMPLES_DIR; skips the test where that is not set."""
    samples = os.environ.get("SAMPLES_DIR")
    if not samples:
        pytest.skip("SAMPLES_DIR is not set: it names the folder that contains csaf/")
    return sorted((Path(samples) / "csaf").glob("*.json"))
