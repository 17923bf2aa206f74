import time

from django.db import transaction

from community.access.actors import system
from community.audit.recording import record
from community.jobs.payload import Payload
from community.jobs.queue import enqueue
from community.jobs.registry import register
from community.notify.models import OutgoingMail
from community.notify.rechecks import recheck
from tests.community.jobs.probe import FOLLOWS
from tests.community.jobs.probe.dying import die_once
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


@register("probe.die-before", transactional=True)
def die_before(payload: Payload) -> None:
    """The effects are written and not yet committed."""
    Mark.objects.create(number=1)
    die_once("before")


@register("probe.die-after", transactional=True)
def die_after(payload: Payload) -> None:
    """The effects have just been committed."""
    Mark.objects.create(number=2)
    transaction.on_commit(lambda: die_once("after"))


@recheck("probe")
def always(mail: OutgoingMail) -> bool:
    return True
