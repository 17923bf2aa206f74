"""The clock's side of the queues."""

from community.jobs.payload import Payload
from community.jobs.registry import every

from . import reminding


@every(3600, "queues.remind")
def remind(payload: Payload) -> None:
    """Reminders and escalations that have become due."""
    reminding.remind()
    reminding.escalate()
