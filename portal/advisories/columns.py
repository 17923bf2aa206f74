"""What lists and filters need of a release, taken from its canonical text."""

from typing import Any

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


def columns_of(content: CanonicalRelease) -> dict[str, Any]:
    """The columns of a `Release` that repeat its text; cut to what a row holds."""
    scores = [score for v in content.vulnerabilities for score in v.scores]
    top = highest_score(scores)
    words = f"{content.title} {content.summary} {content.body}"
    return {
        "title": _cut(content.title, 300),
        "lead": _cut(lead_of(content), 500),
        "lang": content.lang[:10],
        "script": script_of(words),
        "severity": _LEVELS.get(content.severity, Release.Severity.NONE),
        "score": None if top is None else round(top.base_score, 1),
        "products": _cut(", ".join(_products(content)), 300),
        "html": render("\n\n".join(filter(None, [content.summary, content.body]))),
        "html_version": PIPELINE_VERSION,
    }


def lead_of(content: CanonicalRelease) -> str:
    """One line for lists: what to do, else what it is about."""
    steps = " ".join(action.text for action in content.actions[:2])
    return steps or " ".join(content.summary.split())


def _products(content: CanonicalRelease) -> list[str]:
    names = (product.product or product.name for product in content.products if product.status)
    return list(dict.fromkeys(names))


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
