"""TLP:RED: every opening of a topic is written down. The page says so to its reader."""

from django.db import transaction

from community.access.tlp import Label
from community.access.viewer import Viewer
from community.audit.recording import record

from .models import Topic


def note_opening(viewer: Viewer, topic: Topic) -> None:
    """Logs that `viewer` opened a topic, if it is TLP:RED."""
    if topic.label != Label.RED:
        return
    with transaction.atomic():
        record(
            actor=viewer.actor,
            verb="topic.open",
            kind="topic",
            uid=str(topic.uid),
            details={"label": topic.label},
        )
