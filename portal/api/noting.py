"""What a machine fetched, written down where the label is above GREEN."""

from django.db import transaction

from community.access.tlp import Label, within
from community.access.viewer import Viewer
from community.audit.recording import record
from community.machines.models import Token
from portal.advisories.models import Release


def note_fetch(viewer: Viewer, release: Release, token: Token) -> None:
    """Logs that the machine took a document that is not for the whole network."""
    if within(release.label, Label.GREEN):
        return
    with transaction.atomic():
        record(
            actor=viewer.actor,
            verb="advisory.fetch",
            kind="advisory",
            uid=str(release.advisory.uid),
            on_behalf_of=str(token.organisation.uid),
            details={"label": release.label, "ordinal": release.ordinal},
        )
