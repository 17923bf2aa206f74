"""What a mail about a release says: all of it, for `community.notify` to cut to its label."""

from collections.abc import Collection, Iterator, Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from community.access.viewer import Viewer
from community.notify.letters import absolute
from community.notify.models import OutgoingMail
from community.notify.wording import Line, Words, lines, words
from community.references import resolve_references

from .announcing import RELEASED
from .canonical import CanonicalRelease
from .models import Release


@words(RELEASED)
def words_of(mail: OutgoingMail, viewer: Viewer) -> Words | None:
    """The release as it stands. The recheck has asked who may read it."""
    release = Release.objects.select_related("advisory").filter(uid=mail.thing_uid).first()
    if release is None:
        return None
    content = CanonicalRelease.from_json(release.canonical)
    parts = list(_parts(content))
    return Words(
        title=_title(release),
        neutral=_neutral(),
        url=_url(release),
        button=_("Open the advisory"),
        byline=_byline(release),
        text="\n\n".join(
            f"{head}\n{body}" if head else body for head, body in _texts(content, parts)
        ),
        html=_html(release, parts, viewer),
    )


@lines("release")
def lines_of(viewer: Viewer, uids: Collection[UUID]) -> Mapping[UUID, Line]:
    """The releases among `uids` that `viewer` may read and that are still the latest."""
    rows = Release.objects.visible_to(viewer).filter(uid__in=uids, latest=True)
    return {
        row.uid: Line(
            title=_title(row),
            neutral=_neutral(),
            url=_url(row),
            label=row.label,
            note=_byline(row),
            lead=row.lead,
        )
        for row in rows.select_related("advisory")
    }


def _title(release: Release) -> str:
    """The title; one that was taken back says so first."""
    return f"{_('Withdrawn:')} {release.title}" if release.withdrawn else release.title


def _neutral() -> str:
    return _("An advisory for you is on the portal.")


def _byline(release: Release) -> str:
    facts = [release.number, _("version %(version)s") % {"version": release.version}]
    if release.severity:
        facts.append(f"{_('Severity:')} {release.get_severity_display()}")
    return " · ".join([*facts, release.publisher])


def _url(release: Release) -> str:
    return absolute(reverse("advisories:page", args=[release.advisory.uid]))


def _parts(content: CanonicalRelease) -> Iterator[tuple[str, list[str]]]:
    """The lists of a release: what to do, what it is about."""
    if content.actions:
        yield _("What to do"), [" ".join(filter(None, [a.text, a.detail])) for a in content.actions]
    if products := [p.readable for p in content.products if p.status]:
        yield _("Products"), products
    if content.cves:
        yield _("Vulnerabilities"), list(content.cves)
    if content.notes:
        yield _("Notes"), [": ".join(filter(None, [n.title, n.text])) for n in content.notes]


def _texts(
    content: CanonicalRelease, parts: list[tuple[str, list[str]]]
) -> Iterator[tuple[str, str]]:
    for part in (content.summary, content.body):
        if part:
            yield "", part
    for head, rows in parts:
        yield head, "\n".join(f"- {row}" for row in rows)


def _html(release: Release, parts: list[tuple[str, list[str]]], viewer: Viewer) -> SafeString:
    """The stored HTML of our own renderer, then the lists."""
    (stored,) = resolve_references(viewer, [release.html])
    stored = stored.replace('href="/', f'href="{absolute("/")}')
    lists = format_html_join(
        "\n",
        "<h3>{}</h3><ul>{}</ul>",
        (
            (head, format_html_join("", "<li>{}</li>", ((row,) for row in rows)))
            for head, rows in parts
        ),
    )
    return format_html("{}\n{}", mark_safe(stored), lists)
