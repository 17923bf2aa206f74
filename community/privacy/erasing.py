"""Being erased: asked for, a week to think again, then carried out by the clock.

The row of the person stays as a tombstone that says nothing: what others rely on (that two
different people decided, who was bound by which text) keeps pointing at it.
"""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.access.policy import Refused, require
from community.audit.recording import record
from community.models import Person
from community.people.acting import Acting
from community.queues import keeping

from . import letters
from .models import Erasure
from .tombstone import bury

QUEUE = "privacy"
GRACE = timedelta(days=7)
State = Erasure.State


def ask_erasure(person: Person, *, by: Acting, now: datetime | None = None) -> Erasure:
    """One's own erasure, in a week; the one that waits already if there is one."""
    require(by.viewer, "erasure.ask", person)
    now = now or timezone.now()
    values = {"state": State.WAITING, "asked_at": now, "due_at": now + GRACE}
    return _begin(person, by, "erasure.ask", values)


def propose(person: Person, reason: str, *, by: Acting, now: datetime | None = None) -> Erasure:
    """One of the secretariat for somebody else: nothing happens before a second one confirms."""
    require(by.viewer, "erasure.propose", person)
    now = now or timezone.now()
    values = {"state": State.PROPOSED, "asked_at": now, "reason": reason}
    return _begin(person, by, "erasure.propose", values)


def _begin(person: Person, by: Acting, verb: str, values: dict[str, object]) -> Erasure:
    try:
        with transaction.atomic():
            made = Erasure.objects.create(person=person, asked_by=by.person, **values)
            keeping.put(QUEUE, "erasure", made.uid, role="secretariat")
            if made.state == State.WAITING:
                keeping.pause(QUEUE, made.uid)
                letters.erasure_waits(made)
            _log(made, verb, by)
            return made
    except IntegrityError:  # pressed twice, or asked for by somebody else at the same moment
        return Erasure.objects.get(person=person, state__in=Erasure.OPEN)


@transaction.atomic
def confirm(erasure: Erasure, *, by: Acting, now: datetime | None = None) -> None:
    """A second person of the secretariat confirms: the week begins, and the person is told."""
    require(by.viewer, "erasure.decide", erasure)
    row = _still(erasure, "erasure.confirm", State.PROPOSED)
    row.state, row.confirmed_by = State.WAITING, by.person
    row.due_at = (now or timezone.now()) + GRACE
    row.save(update_fields=["state", "confirmed_by", "due_at"])
    # It waits for the week to pass, and for nobody's decision: no reminder of it.
    keeping.pause(QUEUE, row.uid)
    letters.erasure_waits(row)
    _log(row, "erasure.confirm", by)


@transaction.atomic
def decline(erasure: Erasure, *, by: Acting, now: datetime | None = None) -> None:
    """A second person of the secretariat says no to what was proposed."""
    require(by.viewer, "erasure.decide", erasure)
    _end(_still(erasure, "erasure.decline", State.PROPOSED), State.DECLINED, now)
    _log(erasure, "erasure.decline", by)


@transaction.atomic
def withdraw(erasure: Erasure, *, by: Acting, now: datetime | None = None) -> None:
    """The person thinks again, whoever had asked."""
    require(by.viewer, "erasure.ask", erasure.person)
    _end(_still(erasure, "erasure.withdraw", *Erasure.OPEN), State.WITHDRAWN, now)
    _log(erasure, "erasure.withdraw", by)


def carry_out_due(now: datetime | None = None) -> int:
    """The clock: erases everybody whose week is over, each in a transaction; returns how many."""
    now = now or timezone.now()
    due = Erasure.objects.filter(state=State.WAITING, due_at__lte=now)
    return sum(carry_out(pk, now) for pk in list(due.values_list("pk", flat=True)))


@transaction.atomic
def carry_out(pk: int, now: datetime) -> bool:
    """Erases the person of a waiting row, once; False if it was withdrawn meanwhile."""
    rows = Erasure.objects.select_for_update(of=("self",)).select_related("person")
    row = rows.filter(pk=pk, state=State.WAITING, due_at__lte=now).first()
    if row is None:
        return False
    person = row.person
    _end(row, State.DONE, now)
    bury(person, now)
    return True


def _still(erasure: Erasure, act: str, *states: str) -> Erasure:
    row = Erasure.objects.select_for_update().get(pk=erasure.pk)
    if row.state not in states:
        raise Refused(act, _("This was decided already."))
    return row


def _end(row: Erasure, state: str, now: datetime | None) -> None:
    row.state, row.ended_at = state, now or timezone.now()
    row.save(update_fields=["state", "ended_at"])
    keeping.close(QUEUE, row.uid)


def _log(row: Erasure, verb: str, by: Acting) -> None:
    record(actor=by.actor, verb=verb, kind="person", uid=str(row.person.uid))
