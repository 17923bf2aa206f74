"""The list in the shapes that its components take."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.access.tlp import Label
from portal.advisories.models import Release
from portal.advisories.reading import Listing, fits

from .asking import SEVERITIES, Asked
from .lang import lang_tag
from .moments import day_words

WORDS = {
    "critical": gettext_lazy("Critical"),
    "high": gettext_lazy("High"),
    "medium": gettext_lazy("Medium"),
    "low": gettext_lazy("Low"),
    "unrated": gettext_lazy("Not rated"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One advisory of a list."""

    title: str
    url: str
    severity: int
    score: str
    label: str
    text: str
    code: str
    meta: list[str]
    pills: list[dict[str, str]]
    lang: str


def row_of(release: Release) -> Row:
    """A release as a row; a foreign one says whose it is."""
    foreign = release.advisory.foreign
    meta = [release.products, release.publisher if foreign else "", day_words(release.released_at)]
    return Row(
        title=release.title,
        url=reverse("advisories:page", args=[release.advisory.uid]),
        severity=release.severity,
        score=score_of(release),
        label=release.label,
        # Under TLP:RED reading is opening, which is logged.
        text="" if release.label == Label.RED else release.lead,
        code=release.number,
        meta=[word for word in meta if word],
        pills=pills_of(release),
        lang=lang_tag(release.lang, release.script),
    )


def score_of(release: Release) -> str:
    """The highest base score with one decimal, "" without one."""
    return "" if release.score is None else number_format(release.score, 1)


def pills_of(release: Release) -> list[dict[str, str]]:
    """States worth a word: withdrawn, used in attacks, somebody else's document."""
    pills = []
    if release.withdrawn:
        pills.append({"text": _("Withdrawn"), "icon": "circle-x", "kind": "danger"})
    if release.exploited:
        pills.append({"text": _("Already used in attacks"), "icon": "bug", "kind": "danger"})
    return pills


def groups_of(listing: Listing, asked: Asked) -> list[dict[str, Any]]:
    """The filters with true counts; what would find nothing is left out unless it is on."""
    severity = _counts(listing, asked, "severity", 0)
    label = _counts(listing, asked, "label", 1)
    year = _counts(listing, asked, "year", 2)
    severities = [(name, WORDS[name], severity[level]) for name, level in SEVERITIES.items()]
    labels = [(one.value, "", label[one.value]) for one in reversed(Label)]
    years = sorted({str(row[2]) for row in listing.tally} | set(asked.year), reverse=True)
    groups = [
        _group(_("Severity"), "severity", severities, asked.severity),
        _group(_("Label"), "label", labels, asked.label),
        _group(_("Year"), "year", [(one, one, year[int(one)]) for one in years], asked.year),
    ]
    return [group for group in groups if group["choices"]]


def _counts(listing: Listing, asked: Asked, name: str, column: int) -> Counter[Any]:
    found: Counter[Any] = Counter()
    for row in listing.tally:
        if fits(row, asked, but=name):
            found[row[column]] += row[3]
    return found


def _group(
    legend: str, name: str, entries: list[tuple[str, Any, int]], on: tuple[str, ...]
) -> dict[str, Any]:
    choices = [
        {
            "value": value,
            "text": text,
            "count": count,
            "checked": value in on,
            "label": value if name == "label" else "",
        }
        for value, text, count in entries
        if count or value in on
    ]
    return {"legend": legend, "name": name, "choices": choices}


def chips_of(asked: Asked) -> list[dict[str, Any]]:
    """The filters that are on, each as a link to the list without it."""
    return [
        {"text": _word(name, value), "url": asked.address(without=(name, value))}
        for name, value in asked.chosen
    ]


def _word(name: str, value: str) -> str:
    if name == "severity":
        return str(WORDS[value])
    return str(Label(value).label) if name == "label" else value
