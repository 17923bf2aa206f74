"""The worker's and the clock's side of joining."""

from datetime import timedelta

from django.utils import timezone

from community.jobs.payload import Payload
from community.jobs.registry import every, register

from . import expiring, sponsoring, starting
from .models import Application, Knock

ANSWERED_WITHIN = timedelta(days=7)


@register(starting.ANSWER, transactional=True)
def answer_knock(payload: Payload) -> None:
    """Mails the link somebody asked for."""
    found = Knock.objects.filter(uid=str(payload["knock"])).first()
    if found is not None:
        starting.answer_knock(found)


@register(sponsoring.ASK, transactional=True)
def ask_sponsors(payload: Payload) -> None:
    """Asks the sponsors an applicant has named."""
    found = Application.objects.filter(uid=str(payload["application"])).first()
    if found is not None:
        sponsoring.ask_named(found)


@every(3600, "joining.expire", transactional=False)
def expire(payload: Payload) -> None:
    """Old drafts, knocks nobody could answer, sponsors who do not answer, cases without any."""
    now = timezone.now()
    Knock.objects.filter(at__lt=now - ANSWERED_WITHIN).delete()
    expiring.expire(now)
