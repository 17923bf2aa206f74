"""What everybody may read of advisories, told to the home page and to search engines."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from community.access.viewer import ANONYMOUS, Viewer
from portal.pages import home, sitemap
from portal.pages.addresses import content_language

from .models import Release
from .reading import latest_warnings
from .showing.lang import lang_tag

# How many to look through for the reader's own language.
WITHIN = 4


def warnings(viewer: Viewer, number: int) -> list[home.Warning]:
    """The newest warnings for citizens in the reader's language; in any if that has none."""
    language = content_language(translation.get_language() or "")
    found = latest_warnings(viewer, number * WITHIN)
    own = [release for release in found if release.lang == language]
    return [_warning(release) for release in (own or found)[:number]]


def places() -> Iterable[sitemap.Place]:
    """Every advisory that anonymous readers see, under each interface language."""
    rows = Release.objects.visible_to(ANONYMOUS).filter(latest=True).order_by("uid")
    for uid, changed in rows.values_list("advisory__uid", "released_at"):
        for code, _ in settings.LANGUAGES:
            yield sitemap.Place(_address(uid, code), changed)


def register() -> None:
    """Called once, when the app is ready."""
    home.register_warnings(warnings)
    sitemap.register_source(places)


def _warning(release: Release) -> home.Warning:
    return home.Warning(
        title=release.title,
        url=reverse("advisories:page", args=[release.advisory.uid]),
        action=release.lead,
        date=release.released_at,
        severity=release.severity,
        lang=lang_tag(release.lang, release.script),
    )


def _address(uid: UUID, code: str) -> str:
    with translation.override(code):
        return reverse("advisories:page", args=[uid])
