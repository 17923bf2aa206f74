"""What lists, filters and pages need of a release, taken from its canonical text."""

from typing import Any

from django.utils.html import escape, linebreaks

from community.markup import PIPELINE_VERSION, render
from search.analysis.script import script_of

from .canonical import CanonicalRelease
from .models import Release
from .severity import highest_score

_LEVELS = {
    "critical": Release.Severity.CRITICAL,
    "high": Release.Severity.HIGH,
    "medium": Release.Severity.MEDIUM,
    "low": Release.Severity.LOW,
}
_TITLE = 300
_LEAD = 500
_NAMES = 140
# What a publisher recommends, best first: the line on action of a foreign document.
_REMEDIES = ("vendor_fix", "mitigation", "workaround")


def columns_of(content: CanonicalRelease, *, foreign: bool = False) -> dict[str, Any]:
    """The columns of a `Release` that repeat its text; cut to what a row holds.

    A foreign text is no markdown: its signs are shown as they stand.
    """
    scores = [score for v in content.vulnerabilities for score in v.scores]
    top = highest_score(scores)
    words = f"{content.title} {content.summary} {content.body}"
    return {
        "title": title_of(content),
        "lead": _cut(lead_of(content), _LEAD),
        "lang": content.lang[:10],
        "script": script_of(words),
        "severity": severity_of(content),
        "score": None if top is None else round(top.base_score, 1),
        "exploited": bool(content.exploitation),
        "products": _cut(", ".join(_products(content)), _NAMES),
        "html": linebreaks(escape(content.summary)) if foreign else html_of(content),
        "html_version": PIPELINE_VERSION,
    }


def title_of(content: CanonicalRelease) -> str:
    """The title, cut to what a row holds."""
    return _cut(content.title, _TITLE)


def severity_of(content: CanonicalRelease) -> int:
    """The severity as a number from 0 to 4."""
    return _LEVELS.get(content.severity, Release.Severity.NONE)


def html_of(content: CanonicalRelease) -> str:
    """Summary and body as safe HTML, its first headings right below the section's h2."""
    html = render("\n\n".join(filter(None, [content.summary, content.body])))
    if "<h3>" in html:
        return html
    for level in (4, 5):
        html = html.replace(f"<h{level}>", f"<h{level - 1}>")
        html = html.replace(f"</h{level}>", f"</h{level - 1}>")
    return html


def lead_of(content: CanonicalRelease) -> str:
    """One line for lists: what to do, else what it is about."""
    steps = " ".join(action.text for action in content.actions[:2])
    return steps or _remedy(content) or " ".join(content.summary.split())


def _remedy(content: CanonicalRelease) -> str:
    remedies = [r for v in content.vulnerabilities for r in v.remediations]
    for category in _REMEDIES:
        for remedy in remedies:
            if remedy.category == category:
                return " ".join(remedy.details.split())
    return ""


def _products(content: CanonicalRelease) -> list[str]:
    names = (product.product or product.name for product in content.products if product.status)
    return list(dict.fromkeys(names))


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
