"""What the clock does for the log."""

from community.jobs.payload import Payload
from community.jobs.registry import every

from .checking import check


@every(24 * 3600, "audit.verify", transactional=False)
def verify_chain(payload: Payload) -> None:
    """Checks the chain; outside one transaction, since it reads for as long as the log is."""
    check()
