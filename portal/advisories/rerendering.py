"""Old releases in the present pipeline: the canonical text stays, its HTML is made anew."""

from community.markup import PIPELINE_VERSION

from .canonical import CanonicalRelease
from .columns import columns_of
from .models import Release
from .showing.latin import write_copy

BATCH = 100


def rerender_releases() -> int:
    """Renders every release of an older pipeline; returns how many."""
    done = 0
    old = Release.objects.filter(html_version__lt=PIPELINE_VERSION).select_related("advisory")
    while rows := list(old.order_by("pk")[:BATCH]):
        for release in rows:
            content = CanonicalRelease.from_json(release.canonical)
            release.html = columns_of(content, foreign=release.advisory.foreign)["html"]
            release.html_version = PIPELINE_VERSION
            write_copy(release)
        Release.objects.bulk_update(rows, ["html", "html_version", "latin_text"])
        done += len(rows)
    return done
