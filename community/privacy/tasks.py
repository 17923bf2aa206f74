"""The worker's and the clock's side of one's own data."""

from community.jobs.payload import Payload
from community.jobs.registry import every, register

from . import erasing, exporting, retention


@register(exporting.MAKE, transactional=True)
def make_export(payload: Payload) -> None:
    """Makes the copy that was asked for and tells the person."""
    exporting.make_export(str(payload["export"]))


@every(3600, "privacy.erase", transactional=False)
def erase_due(payload: Payload) -> None:
    """Erases whose week is over."""
    erasing.carry_out_due()


@every(24 * 3600, "privacy.retain", transactional=False)
def retain(payload: Payload) -> None:
    """Deletes what was kept long enough, in batches."""
    retention.run()
