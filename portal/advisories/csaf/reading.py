"""Reading a CSAF 2.0 document: bytes in, our canonical release out, or the reason why not.

Schema violations refuse. Of the mandatory tests (section 6.1) only those refuse after which it
is unclear which product is meant or whether it is affected: 6.1.1 to 6.1.6. The others are kept
as findings: publishers' real files fail some of them (names in newer CWE catalogues, `9.x` as a
version, a remediation for a product without status) and are still worth reading.
"""

from dataclasses import dataclass
from typing import Any

from community.access.tlp import Label
from portal.advisories.canonical import CanonicalRelease
from portal.advisories.canonical.parts import HistoryEntry, Publisher, Tracking
from portal.advisories.severity import overall_severity

from .dates import to_utc
from .errors import Finding, MandatoryTestFailed, NotCsaf, SchemaViolation, WrongVersion
from .judge import judge
from .label import read_label
from .parsing import parse_document
from .products import read_products
from .texts import opening, read_notes, read_references
from .vulnerabilities import read_vulnerabilities

REFUSING = frozenset({"6.1.1", "6.1.2", "6.1.3", "6.1.4", "6.1.5", "6.1.6"})
# What a place to store it can be sized for; real ids have some twenty characters.
_LONGEST_NAME = 200
_LONGEST_ID = 120
_LONGEST_VERSION = 40
_LONGEST_TITLE = 1000


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """What was read: the release, its label, and the mandatory tests it fails nevertheless."""

    release: CanonicalRelease
    tracking: Tracking
    publisher: Publisher
    label: Label
    findings: tuple[Finding, ...]


def read_csaf(
    data: bytes, *, default_label: Label | None = None, strict: bool = False
) -> ReadDocument:
    """Read one document; raises a `CsafError`. `strict` refuses on any failed mandatory test."""
    document = parse_document(data)
    _check_version(document)
    verdict = judge(document)
    if verdict.schema:
        first = verdict.schema[0]
        raise SchemaViolation(first.path, verdict.schema, message=first.message)
    for finding in verdict.mandatory:
        if strict or finding.test in REFUSING:
            raise MandatoryTestFailed(
                finding.path, verdict.mandatory, test=finding.test, message=finding.message
            )
    head = document["document"]
    label = read_label(head, default_label)
    tracking, publisher = _tracking(head["tracking"]), _publisher(head["publisher"])
    release = _release(document, tracking, publisher)
    return ReadDocument(release, tracking, publisher, label, verdict.mandatory)


def _check_version(document: Any) -> None:
    head = document.get("document") if isinstance(document, dict) else None
    if not isinstance(head, dict):
        raise NotCsaf("/document")
    if "csaf_version" not in head:
        raise NotCsaf("/document/csaf_version")
    if head["csaf_version"] != "2.0":
        found = str(head["csaf_version"])[:20]
        raise WrongVersion("/document/csaf_version", found=found)


def _release(
    document: dict[str, Any], tracking: Tracking, publisher: Publisher
) -> CanonicalRelease:
    head = document["document"]
    notes = read_notes(head.get("notes", []))
    vulnerabilities = read_vulnerabilities(document)
    aggregate = head.get("aggregate_severity", {})
    return CanonicalRelease(
        title=_bounded(head["title"].strip(), _LONGEST_TITLE, "/document/title"),
        severity=overall_severity(vulnerabilities),
        lang=head.get("lang", ""),
        category=head["category"],
        summary=opening(notes),
        products=read_products(document),
        vulnerabilities=vulnerabilities,
        references=read_references(head.get("references", [])),
        notes=notes,
        history=_history(head["tracking"]),
        urgency=aggregate.get("text", ""),
        urgency_namespace=aggregate.get("namespace", ""),
        sharing=head.get("distribution", {}).get("text", ""),
        source_lang=head.get("source_lang", ""),
        publisher=publisher,
        tracking=tracking,
    )


def _publisher(entry: dict[str, Any]) -> Publisher:
    return Publisher(
        name=_bounded(entry["name"].strip(), _LONGEST_NAME, "/document/publisher/name"),
        namespace=_bounded(entry["namespace"], _LONGEST_NAME, "/document/publisher/namespace"),
        category=entry["category"],
    )


def _tracking(entry: dict[str, Any]) -> Tracking:
    path = "/document/tracking"
    return Tracking(
        id=_bounded(entry["id"], _LONGEST_ID, f"{path}/id"),
        version=_bounded(entry["version"], _LONGEST_VERSION, f"{path}/version"),
        status=entry["status"],
        initial_release=to_utc(entry["initial_release_date"], f"{path}/initial_release_date"),
        current_release=to_utc(entry["current_release_date"], f"{path}/current_release_date"),
    )


def _history(entry: dict[str, Any]) -> tuple[HistoryEntry, ...]:
    path = "/document/tracking/revision_history"
    return tuple(
        HistoryEntry(
            number=revision["number"],
            date=to_utc(revision["date"], f"{path}/{index}/date"),
            summary=revision["summary"],
        )
        for index, revision in enumerate(entry["revision_history"])
    )


def _bounded(text: str, longest: int, path: str) -> str:
    if not text.strip():
        raise SchemaViolation(path, message="There is no text here.")
    if len(text) > longest:
        raise SchemaViolation(path, message=f"More than {longest} characters.")
    return text
