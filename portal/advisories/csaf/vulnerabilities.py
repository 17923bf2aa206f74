"""The vulnerabilities of a CSAF document. Groups of products are written out as their members."""

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from portal.advisories.canonical.parts import (
    Cwe,
    ExternalId,
    Flag,
    Remediation,
    StatusGroup,
    StatusKind,
    Threat,
    Vulnerability,
)
from portal.advisories.links import as_text, safe_link

from .dates import to_utc
from .products import product_groups
from .scores import read_scores
from .texts import read_notes, read_references

Groups = Mapping[str, tuple[str, ...]]


def read_vulnerabilities(document: dict[str, Any]) -> tuple[Vulnerability, ...]:
    """Every vulnerability, in the document's order; names of finders are left behind."""
    groups = product_groups(document)
    entries = enumerate(document.get("vulnerabilities", []))
    return tuple(_vulnerability(entry, f"/vulnerabilities/{i}", groups) for i, entry in entries)


def _vulnerability(entry: dict[str, Any], path: str, groups: Groups) -> Vulnerability:
    cwe = entry.get("cwe")
    return Vulnerability(
        cve=entry.get("cve", ""),
        ids=_ids(entry.get("ids", [])),
        title=entry.get("title", "").strip(),
        cwe=Cwe(id=cwe["id"], name=cwe["name"]) if cwe else None,
        scores=read_scores(entry),
        notes=read_notes(entry.get("notes", [])),
        remediations=tuple(_remediations(entry.get("remediations", []), path, groups)),
        references=read_references(entry.get("references", [])),
        product_status=_status(entry.get("product_status", {})),
        threats=tuple(_threats(entry.get("threats", []), path, groups)),
        flags=tuple(_flags(entry.get("flags", []), path, groups)),
        discovered=_date(entry, "discovery_date", path),
        published=_date(entry, "release_date", path),
    )


def _ids(entries: list[dict[str, Any]]) -> tuple[ExternalId, ...]:
    return tuple(ExternalId(system=entry["system_name"], text=entry["text"]) for entry in entries)


def _remediations(
    entries: list[dict[str, Any]], path: str, groups: Groups
) -> Iterable[Remediation]:
    for index, entry in enumerate(entries):
        url = entry.get("url", "")
        yield Remediation(
            category=entry["category"],
            details=as_text(entry["details"], url),
            url=safe_link(url),
            date=_date(entry, "date", f"{path}/remediations/{index}"),
            products=_products(entry, groups),
            entitlements=tuple(entry.get("entitlements", ())),
            restart=entry.get("restart_required", {}).get("category", ""),
        )


def _threats(entries: list[dict[str, Any]], path: str, groups: Groups) -> Iterable[Threat]:
    for index, entry in enumerate(entries):
        yield Threat(
            category=entry["category"],
            details=entry["details"],
            date=_date(entry, "date", f"{path}/threats/{index}"),
            products=_products(entry, groups),
        )


def _flags(entries: list[dict[str, Any]], path: str, groups: Groups) -> Iterable[Flag]:
    for index, entry in enumerate(entries):
        yield Flag(
            label=entry["label"],
            date=_date(entry, "date", f"{path}/flags/{index}"),
            products=_products(entry, groups),
        )


def _status(status: dict[str, Any]) -> tuple[StatusGroup, ...]:
    kinds: tuple[StatusKind, ...] = get_args(StatusKind)
    return tuple(
        StatusGroup(status=kind, products=tuple(status[kind])) for kind in kinds if kind in status
    )


def _products(entry: dict[str, Any], groups: Groups) -> tuple[str, ...]:
    named = list(entry.get("product_ids", ()))
    for group in entry.get("group_ids", ()):
        named.extend(groups.get(group, ()))
    return tuple(dict.fromkeys(named))


def _date(entry: dict[str, Any], name: str, path: str) -> str:
    return to_utc(entry[name], f"{path}/{name}") if name in entry else ""
