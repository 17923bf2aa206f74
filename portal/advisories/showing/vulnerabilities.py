"""Vulnerabilities of a document as the page shows them."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.advisories.canonical import CanonicalRelease
from portal.advisories.canonical.parts import Note, Reference, Remediation, Threat, Vulnerability
from portal.advisories.links import linked
from portal.advisories.severity import highest_score

from .products import names_of

REMEDIES = {
    "vendor_fix": gettext_lazy("Fix by the vendor"),
    "mitigation": gettext_lazy("Mitigation"),
    "workaround": gettext_lazy("Workaround"),
    "no_fix_planned": gettext_lazy("No fix planned"),
    "none_available": gettext_lazy("No fix yet"),
}
THREATS = {
    "exploit_status": gettext_lazy("Exploitation"),
    "impact": gettext_lazy("Impact"),
    "target_set": gettext_lazy("Targets"),
}
# What is folded once there are more of them than one takes in at a glance.
OPEN = 3
_FEW = 3


@dataclass(frozen=True, slots=True)
class Remedy:
    """What to do about a vulnerability: the word for its kind, the text, for which products."""

    kind: str
    text: SafeString
    url: str
    products: list[str]
    many: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One vulnerability; `name` is its CVE or other identifier."""

    name: str
    title: str
    severity: str
    score: str
    cwe: str
    scores: list[dict[str, str]]
    notes: tuple[Note, ...]
    threats: list[tuple[str, str]]
    remedies: list[Remedy]
    references: tuple[Reference, ...]
    unfolded: bool
    search_url: str = ""


def vulnerabilities_of(content: CanonicalRelease) -> list[Shown]:
    """Every vulnerability in the document's order; the first few stand open."""
    few = len(content.vulnerabilities) <= OPEN
    return [_shown(content, one, few) for one in content.vulnerabilities]


def search_for(words: str) -> str:
    """The address that finds everything readable about an identifier."""
    return f"{reverse('search')}?{urlencode({'q': words})}"


def facts_of(content: CanonicalRelease) -> list[dict[str, Any]]:
    """CVE, CVSS and weakness of the worst vulnerability, with how many more there are."""
    facts: list[dict[str, Any]] = []
    cves = content.cves
    if len(cves) == 1:
        facts.append({"name": "CVE", "value": cves[0], "url": search_for(cves[0]), "code": True})
    elif cves:
        first = f"{cves[0]} +{len(cves) - 1}"
        facts.append({"name": "CVE", "value": first, "url": "#vulnerabilities", "code": True})
    worst = _worst(content)
    top = highest_score(worst.scores) if worst else None
    if top is not None:
        value = f"{number_format(top.base_score, 1)} {severity_word(top.severity)}"
        facts.append({"name": f"CVSS {top.version}", "value": value})
    if worst is not None and worst.cwe is not None:
        facts.append({"name": _("Weakness"), "value": worst.cwe.id, "code": True})
    return facts


def _worst(content: CanonicalRelease) -> Vulnerability | None:
    """The vulnerability with the highest score, the first one without any."""

    def rank(one: Vulnerability) -> float:
        top = highest_score(one.scores)
        return -1.0 if top is None else top.base_score

    return max(content.vulnerabilities, key=rank, default=None)


def severity_word(severity: str) -> str:
    """The translated word behind a score, in small letters."""
    words = {
        "critical": _("critical"),
        "high": _("high"),
        "medium": _("medium"),
        "low": _("low"),
        "none": _("none"),
    }
    return words[severity]


def remedies_of(content: CanonicalRelease) -> list[Remedy]:
    """What the publisher recommends over all vulnerabilities, each text once."""
    seen: dict[str, Remediation] = {}
    for vulnerability in content.vulnerabilities:
        for remedy in vulnerability.remediations:
            seen.setdefault(remedy.details, remedy)
    order = list(REMEDIES)
    remedies = sorted(seen.values(), key=lambda one: order.index(one.category))
    return [_remedy(content, one) for one in remedies]


def _shown(content: CanonicalRelease, one: Vulnerability, unfolded: bool) -> Shown:
    top = highest_score(one.scores)
    name = one.cve or (one.ids[0].text if one.ids else "")
    return Shown(
        name=name,
        title=one.title,
        severity=top.severity if top else "none",
        score=number_format(top.base_score, 1) if top else "",
        cwe=f"{one.cwe.id} {one.cwe.name}" if one.cwe else "",
        scores=[
            {
                "version": f"CVSS {score.version}",
                "score": f"{number_format(score.base_score, 1)} {severity_word(score.severity)}",
                "vector": score.vector,
            }
            for score in {score.vector: score for score in one.scores}.values()
        ],
        notes=one.notes,
        threats=[_threat(threat) for threat in one.threats],
        remedies=[_remedy(content, remedy) for remedy in one.remediations],
        references=one.references,
        unfolded=unfolded,
        search_url=search_for(name) if one.cve else "",
    )


def _remedy(content: CanonicalRelease, one: Remediation) -> Remedy:
    affected = {product.id for product in content.products if product.status == "affected"}
    everything = affected <= set(one.products)
    names = [] if everything else names_of(content, one.products)
    kind = str(REMEDIES.get(one.category, one.category))
    return Remedy(kind, linked(one.details), one.url, names, len(names) > _FEW)


def _threat(one: Threat) -> tuple[str, str]:
    return str(THREATS.get(one.category, one.category)), one.details
