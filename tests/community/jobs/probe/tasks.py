import time

from community.access.actors import system
from community.audit.recording import record
from community.jobs.payload import Payload
from community.jobs.queue import enqueue
from community.jobs.registry import register
from community.notify.models import OutgoingMail
from community.notify.rechecks import recheck
from tests.community.jobs.probe import FOLLOWS
from tests.community.jobs.probe.models import Mark


@register("probe.mark", transactional=True)
def mark(payload: Payload) -> None:
    """Three effects that belong together: a row, a follow-up job, a log row."""
    number = payload["number"]
    assert isinstance(number, int)
    Mark.objects.create(number=number)
    enqueue("probe.follow", {"number": number + FOLLOWS})
    time.sleep(0.004)  # widens the moment between effects and commit
    record(actor=system("probe"), verb="mark", kind="mark", uid=str(number))


@register("probe.follow", transactional=True)
def follow(payload: Payload) -> None:
    number = payload["number"]
    assert isinstance(number, int)
    Mark.objects.create(number=number)


@recheck("probe")
def always(mail: OutgoingMail) -> bool:
    return True
