"""The page of an advisory in the shapes that its components take."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from community.access.tlp import Label
from community.access.viewer import Viewer
from community.references import resolve_references
from portal.advisories import reading
from portal.advisories.canonical import CanonicalRelease
from portal.advisories.canonical.parts import Note
from portal.advisories.issuing import WITHDRAWAL
from portal.advisories.models import Advisory, ForeignDocument, Release

from .lang import lang_tag
from .listing import Row, pills_of, row_of, score_of
from .moments import day_words, exact_of
from .products import OPEN_ROWS, product_rows
from .vulnerabilities import Remedy, Shown, facts_of, remedies_of, vulnerabilities_of

INDICATORS = "Indicators"


@dataclass(frozen=True, slots=True)
class Body:
    """What a document says, of a release and of a draft alike."""

    title: str
    lang: str
    html: SafeString
    steps: list[dict[str, str]]
    remedies: list[Remedy]
    facts: list[dict[str, Any]]
    products: list[list[str]]
    more_products: list[list[str]]
    vulnerabilities: list[Shown]
    indicators: list[Note]
    notes: list[Note]
    legal: list[Note]
    references: tuple[Any, ...]
    head: list[str]


@dataclass(frozen=True, slots=True)
class PageParts:
    """Everything the template prints of a release."""

    release: Release
    advisory: Advisory
    body: Body
    score: str
    pills: list[dict[str, str]]
    meta: list[str]
    course: list[dict[str, str]]
    latest: Release
    reason: str
    relatives: list[Row]
    source: ForeignDocument | None
    shows_handling: bool


def page_of_release(viewer: Viewer, release: Release) -> PageParts:
    """Reads what belongs to a release that `viewer` may read; at most five queries."""
    content = CanonicalRelease.from_json(release.canonical)
    versions = reading.versions_of(viewer, release.advisory)
    latest = next((one for one in versions if one.latest), release)
    html = resolve_references(viewer, [release.html])[0]
    lang = lang_tag(release.lang, release.script)
    return PageParts(
        release=release,
        advisory=release.advisory,
        body=body_of(content, html, lang),
        score=score_of(release),
        pills=pills_of(release),
        meta=_meta(release, content),
        course=_course(content, versions, release),
        latest=latest,
        reason=_reason(content) if release.withdrawn else "",
        relatives=[row_of(one) for one in reading.relatives_of(viewer, release.advisory)],
        source=reading.source_of(release),
        shows_handling=viewer.person_id is not None or release.label != Label.CLEAR,
    )


def body_of(content: CanonicalRelease, html: str, lang: str) -> Body:
    """The document itself; `html` is its text, safe already."""
    rows = product_rows(content)
    shown_already = content.summary.strip()
    notes = [n for n in content.notes if n.text.strip() != shown_already and n.title != WITHDRAWAL]
    return Body(
        title=content.title,
        lang=lang,
        html=mark_safe(html),
        steps=[{"title": action.text, "text": action.detail} for action in content.actions],
        remedies=[] if content.actions else remedies_of(content),
        facts=facts_of(content),
        products=rows[:OPEN_ROWS],
        more_products=rows[OPEN_ROWS:],
        vulnerabilities=vulnerabilities_of(content),
        indicators=[note for note in notes if note.title == INDICATORS],
        notes=[n for n in notes if n.category != "legal_disclaimer" and n.title != INDICATORS],
        legal=[note for note in notes if note.category == "legal_disclaimer"],
        references=content.references,
        head=[_("Product"), _("Affected"), _("Fixed in")],
    )


def _meta(release: Release, content: CanonicalRelease) -> list[str]:
    interim = content.tracking is not None and content.tracking.status == "interim"
    version = _("Version %(version)s") % {"version": release.version}
    if interim:
        version = _("Version %(version)s, interim") % {"version": release.version}
    return [
        release.number,
        version,
        _("updated %(day)s") % {"day": day_words(release.released_at)},
        release.publisher,
    ]


def _course(
    content: CanonicalRelease, versions: list[Release], here: Release
) -> list[dict[str, str]]:
    """The history, newest first, with links to the versions that are kept."""
    kept = {one.version: one for one in reversed(versions)}
    entries = sorted(content.history, key=lambda entry: _moment(entry.date), reverse=True)
    course = []
    for entry in entries:
        one = kept.get(entry.number)
        linked = one is not None and one.pk != here.pk
        course.append(
            {
                "iso": entry.date,
                "time": exact_of(entry.date),
                "title": entry.number,
                "text": entry.summary,
                "url": version_url(one) if linked and one is not None else "",
            }
        )
    return course


def version_url(release: Release) -> str:
    """The address of one version, whether it is the latest or not."""
    return reverse("advisories:version", args=[release.advisory.uid, release.ordinal])


def _moment(iso: str) -> datetime:
    return datetime.fromisoformat(iso)


def _reason(content: CanonicalRelease) -> str:
    return next((note.text for note in content.notes if note.title == WITHDRAWAL), "")
