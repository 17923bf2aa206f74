"""What the clock does for agreements."""

from community.jobs.payload import Payload
from community.jobs.registry import every

from .reminding import remind


@every(3600, "agreements.remind", transactional=False)
def remind_of_dates(payload: Payload) -> None:
    """Letters to who has not signed what closes soon."""
    remind()
