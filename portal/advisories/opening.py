"""TLP:RED: every opening is written down. The page says so to its reader."""

from django.db import transaction

from community.access.tlp import Label
from community.access.viewer import Viewer
from community.audit.recording import record

from .models import Advisory, Release


def note_opening(viewer: Viewer, release: Release) -> None:
    """Logs that `viewer` opened a release, if it is TLP:RED."""
    if release.label == Label.RED:
        _log(viewer, release.advisory, {"ordinal": release.ordinal})


def note_draft_opening(viewer: Viewer, advisory: Advisory) -> None:
    """The same for a draft at the desk."""
    if advisory.label == Label.RED:
        _log(viewer, advisory, {"draft": advisory.draft_revision})


def note_download(viewer: Viewer, release: Release) -> None:
    """Logs that `viewer` took a file of a release with a label, if that is above CLEAR."""
    if release.label != Label.CLEAR:
        details = {"ordinal": release.ordinal}
        _log(viewer, release.advisory, details, verb="advisory.download")


def _log(
    viewer: Viewer, advisory: Advisory, details: dict[str, int], *, verb: str = "advisory.open"
) -> None:
    with transaction.atomic():
        record(
            actor=viewer.actor,
            verb=verb,
            kind="advisory",
            uid=str(advisory.uid),
            details={"label": advisory.label, **details},
        )
