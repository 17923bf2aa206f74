"""How advisories are found: by words, number, CVE and product; read again before shown."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.access.tlp import Label
from community.access.viewer import Viewer
from community.markup import plain
from search.registry import Document, Kind, Row, register

from .canonical import CanonicalRelease
from .columns import lead_of
from .models import Release
from .showing.lang import lang_tag
from .showing.latin import in_readers_script

# A document of thousands of products says little more after this much.
LONGEST = 60_000


def document(uid: UUID) -> Document | None:
    """The latest release of the advisory; nothing while there is none."""
    rows = Release.objects.select_related("acl", "advisory")
    release = rows.filter(advisory__uid=uid, latest=True).first()
    if release is None:
        return None
    content = CanonicalRelease.from_json(release.canonical)
    return Document(
        title=release.title,
        body=_body(release, content),
        acl=release.acl_id,
        partition=release.acl.partition,
        lang=release.lang,
        script=release.script,
        date=release.released_at,
        label=release.label,
        # Who published, as every reader sees it; whom it is for is nobody's to look for.
        marks={"org": [release.publisher]},
        ids=(release.number, *content.cves),
    )


def reread(viewer: Viewer, uids: Collection[UUID]) -> Mapping[UUID, Row]:
    """The advisories among `uids` that `viewer` may read now; one query."""
    rows = Release.objects.visible_to(viewer).filter(latest=True, advisory__uid__in=uids)
    return {
        release.advisory.uid: Row(
            title=release.title,
            url=reverse("advisories:page", args=[release.advisory.uid]),
            label=release.label,
            date=release.released_at,
            place=release.publisher,
            lang=lang_tag(release.lang, release.script),
            sparse=release.label == Label.RED,
        )
        for release in map(
            in_readers_script,
            rows.select_related("advisory").defer("canonical", "html", "latin_text"),
        )
    }


def _body(release: Release, content: CanonicalRelease) -> str:
    foreign = release.advisory.foreign
    text = content.summary if foreign else plain(f"{content.summary}\n\n{content.body}")
    parts = dict.fromkeys([lead_of(content), *_steps(content), text, *_said(content)])
    return "\n".join(part for part in parts if part)[:LONGEST]


def _steps(content: CanonicalRelease) -> Iterator[str]:
    for action in content.actions:
        yield f"{action.text} {action.detail}".strip()


def _said(content: CanonicalRelease) -> Iterator[str]:
    """Names and sentences, the ones that tell most first."""
    for product in content.products:
        yield f"{product.vendor} {product.product or product.name}".strip()
    for vulnerability in content.vulnerabilities:
        yield vulnerability.title
        yield from (note.text for note in vulnerability.notes)
    for vulnerability in content.vulnerabilities:
        yield from (remedy.details for remedy in vulnerability.remediations)
    yield from (note.text for note in content.notes if note.category != "legal_disclaimer")


def _all_uids() -> Iterable[UUID]:
    return Release.objects.filter(latest=True).values_list("advisory__uid", flat=True).iterator()


def register_kind() -> None:
    """Called once, when the app is ready."""
    register(Kind("advisory", _("Advisory"), document, reread, _all_uids, _("Advisories")))
