"""With a membership end its sessions, listed or not."""

from datetime import datetime

from community.endings import ends
from community.models import Organisation, Person

from .sessions import end_silently


@ends("sessions")
def end_sessions(person: Person, organisation: Organisation | None, now: datetime) -> None:
    """All of them, whichever organisation it was: what the person may read has changed."""
    end_silently(person)
