"""Accounts that nobody uses fall asleep: told before, told when, woken by their owner.

`Person.seen_at` is the day of the last full login. Asleep an account keeps its seats and has
no standing. Its owner wakes it with a fresh second factor; at once, if it slept for less than
a year and the organisation has confirmed them lately, else the secretariat says so.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import membership
from community.access.actors import Actor, system
from community.access.policy import Refused, require
from community.audit.recording import record
from community.models import Organisation, Person
from community.queues import keeping
from community.readers import actor_of
from community.rules import rules

from . import leaving, letters
from .acting import Acting
from .models import Sleep
from .reconfirming import period
from .seats import open_now

QUEUE = "waking"
CLOCK = system("clock")
DAY = timedelta(days=1)
A_YEAR = timedelta(days=365)


def note_seen(person: Person, now: datetime | None = None) -> None:
    """Writes the day of a login, once a day. A notice that was sent is taken back by it."""
    now = now or timezone.now()
    if person.seen_at is not None and person.seen_at.date() == now.date():
        return
    person.seen_at = now.replace(hour=0, minute=0, second=0, microsecond=0)
    Person.objects.filter(pk=person.pk).update(seen_at=person.seen_at)
    Sleep.objects.filter(person=person, asleep_at=None).delete()


def fall_asleep(now: datetime) -> None:
    """Tells whose time is near, and puts to sleep who was told and stayed away."""
    notice = timedelta(days=rules().dormant_notice_days)
    until = now - timedelta(days=rules().dormant_after_days)
    for person in _unseen_since(until + notice).filter(sleep=None):
        _tell(person, max(person.last_seen - until + now, now + notice), now)
    told_by = now - notice
    asleep = _unseen_since(until).filter(sleep__told_at__lte=told_by, sleep__asleep_at=None)
    for person in asleep.select_related("sleep"):
        _put_to_sleep(person, now)


def _unseen_since(moment: datetime) -> QuerySet[Any]:
    vetted = Person.objects.filter(state=Person.State.VETTED, is_active=True)
    unseen = vetted.annotate(last_seen=Coalesce("seen_at", "joined_at"))
    return unseen.filter(last_seen__lte=moment).exclude(seats=None).order_by("pk")


@transaction.atomic
def _tell(person: Person, asleep_on: datetime, now: datetime) -> None:
    sleep = Sleep.objects.create(person=person, told_at=now)
    letters.sleep_notice(person, sleep, asleep_on)


@transaction.atomic
def _put_to_sleep(person: Person, now: datetime) -> None:
    sleep = person.sleep
    sleep.asleep_at = now
    sleep.save(update_fields=["asleep_at"])
    letters.fell_asleep(person, sleep)
    membership.set_person_state(person, Person.State.DORMANT, by=CLOCK)
    leaving.mind_places_of(person)


@transaction.atomic
def wake(person: Person, *, now: datetime | None = None) -> bool:
    """Wakes a sleeping account; the view has asked for a fresh second factor.

    True if it is awake, False if the secretariat is asked first.
    """
    now = now or timezone.now()
    row = Person.objects.select_for_update().get(pk=person.pk)
    if row.state != Person.State.DORMANT:
        raise Refused("person.wake", _("This account is not asleep."))
    sleep, _made = Sleep.objects.get_or_create(
        person=row, defaults={"told_at": now, "asleep_at": now}
    )
    if now - (sleep.asleep_at or now) < A_YEAR and _is_confirmed(row, now):
        _wake(row, now, actor_of(row))
        return True
    if sleep.asked_at is None:
        sleep.asked_at = now
        sleep.save(update_fields=["asked_at"])
        keeping.put(QUEUE, "person", row.uid, role="secretariat")
        record(actor=actor_of(row), verb="person.ask_wake", kind="person", uid=str(row.uid))
    return False


@transaction.atomic
def wake_for(person: Person, *, by: Acting) -> None:
    """The secretariat wakes an account whose owner has asked for it."""
    require(by.viewer, "person.shut_out", person.pk)
    row = Person.objects.select_for_update().get(pk=person.pk)
    if (
        row.state != Person.State.DORMANT
        or not Sleep.objects.filter(person=row, asked_at__isnull=False).exists()
    ):
        raise Refused("person.wake", _("Nobody has asked to wake this account."))
    _wake(row, timezone.now(), by.actor)


def _wake(person: Person, now: datetime, actor: Actor) -> None:
    Sleep.objects.filter(person=person).delete()
    note_seen(person, now)
    keeping.close(QUEUE, person.uid)
    letters.woken(person)
    membership.set_person_state(person, Person.State.VETTED, by=actor)
    leaving.mind_places_of(person)


def _is_confirmed(person: Person, now: datetime) -> bool:
    """Whether an active organisation said within two periods that the person works there."""
    seats = open_now(person.seats.filter(organisation__state=Organisation.State.ACTIVE))
    lately = now - 2 * period()
    return seats.filter(
        Q(confirmed_at__gt=lately) | Q(confirmed_at=None, since__gt=lately)
    ).exists()


def has_asked(person: Person) -> bool:
    """Whether the owner asked to be woken and the secretariat has not answered."""
    asked = Sleep.objects.filter(person=person, asked_at__isnull=False)
    return person.state == Person.State.DORMANT and asked.exists()
