"""What time does to applications."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from community.models import VettingCase
from community.rules import rules

from . import letters
from .applying import withdraw
from .models import Application, Sponsorship
from .starting import discard, drafts_over
from .states import NotNow

SPONSORS_WITHIN = timedelta(days=90)


def expire(now: datetime) -> None:
    """Deletes old drafts, reminds sponsors once, closes what found no sponsors in time."""
    for draft in drafts_over(now):
        _unless_moved_on(partial(discard, draft, act="expire"))
    remind_sponsors(now)
    for application in _without_sponsors(now):
        _unless_moved_on(partial(_close, application, now))


def _unless_moved_on(act: Callable[[], None]) -> None:
    """The applicant may have acted between the look and the deed."""
    try:
        act()
    except (NotNow, Application.DoesNotExist):
        return


@transaction.atomic
def _close(application: Application, now: datetime) -> None:
    withdraw(application, act="expire")
    letters.tell_expired(application, now)


def _without_sponsors(now: datetime) -> list[Application]:
    rows = Application.objects.filter(
        case__state=VettingCase.State.SPONSORS, submitted_at__lt=now - SPONSORS_WITHIN
    )
    return list(rows.select_related("case").order_by("pk")[:100])


@transaction.atomic
def remind_sponsors(now: datetime) -> int:
    """Asks sponsors once more who have not answered for as many days as a queue may rest."""
    since = now - timedelta(days=rules().remind_after_days)
    rows = Sponsorship.objects.filter(
        state=Sponsorship.State.ASKED,
        asked_at__lte=since,
        reminded_at=None,
        application__case__state=VettingCase.State.SPONSORS,
    )
    waiting = list(rows.select_related("application", "person").order_by("pk")[:500])
    for row in waiting:
        letters.ask_sponsor(row, again="reminder")
    Sponsorship.objects.filter(pk__in=[row.pk for row in waiting]).update(reminded_at=now)
    return len(waiting)
