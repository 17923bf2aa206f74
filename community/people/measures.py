"""Shutting somebody out. A suspension holds at once, with a reason; one person is enough.

Ending a suspension gives access, and a removal takes it for good: both need a second person.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import membership
from community.access.policy import Refused, require
from community.audit.recording import record
from community.models import Person
from community.queues import keeping
from community.states import PERSON, after

from . import leaving, letters
from .acting import Acting
from .models import Measure

QUEUE = "measures"


def is_suspended(person: Person) -> bool:
    """Whether a suspension of the person is still open, whatever they did since: leaving and
    coming again does not end it, a second person does."""
    rows = Measure.objects.filter(person=person, kind=Measure.Kind.SUSPENSION, ended_at=None)
    return bool(rows.exists())


def suspend(person: Person, *, reason: str, by: Acting) -> Measure:
    """Shuts the person out at once; a second person ends it or removes them."""
    return _begin(person, Measure.Kind.SUSPENSION, reason, by)


def ask_removal(person: Person, *, reason: str, by: Acting) -> Measure:
    """Nothing happens to the person before a second one confirms."""
    return _begin(person, Measure.Kind.REMOVAL, reason, by)


def _begin(person: Person, kind: str, reason: str, by: Acting) -> Measure:
    try:
        with transaction.atomic():
            return _write(person, kind, reason, by)
    except IntegrityError:  # begun at the same moment by somebody else, or pressed twice
        return Measure.objects.get(person=person, kind=kind, ended_at=None)


def _write(person: Person, kind: str, reason: str, by: Acting) -> Measure:
    require(by.viewer, "person.shut_out", person.pk)
    person = Person.objects.select_for_update().get(pk=person.pk)
    act = "suspend" if kind == Measure.Kind.SUSPENSION else "leave"
    if after(PERSON, act, person.state) is None:
        raise Refused("person.shut_out", _("This person is shut out already."))
    now = timezone.now()
    made = Measure.objects.create(person=person, kind=kind, reason=reason, by=by.person, at=now)
    if kind == Measure.Kind.SUSPENSION:
        membership.set_person_state(person, Person.State.SUSPENDED, by=by.actor)
        letters.state_changed(person)
        leaving.mind_places_of(person)
    keeping.put(QUEUE, "measure", made.uid, role="secretariat")
    suspends = kind == Measure.Kind.SUSPENSION
    _log(by, "suspension.begin" if suspends else "removal.begin", made)
    return made


@transaction.atomic
def lift(measure: Measure, *, by: Acting) -> None:
    """A second person lets the suspended one in again."""
    row = _open(measure, Measure.Kind.SUSPENSION, by)
    _end(row, Measure.Outcome.LIFTED, by)
    if row.person.state == Person.State.SUSPENDED:
        membership.set_person_state(row.person, Person.State.VETTED, by=by.actor)
        letters.state_changed(row.person)
        leaving.mind_places_of(row.person)
    _log(by, "suspension.lift", row)


@transaction.atomic
def confirm_removal(measure: Measure, *, by: Acting) -> None:
    """A second person confirms: every seat and office of the person ends."""
    row = _open(measure, Measure.Kind.REMOVAL, by)
    _end(row, Measure.Outcome.DONE, by)
    for other in Measure.objects.filter(person=row.person, ended_at=None):
        _end(other, Measure.Outcome.DROPPED, by)
    leaving.leave(row.person, by)
    letters.state_changed(row.person)
    _log(by, "removal.confirm", row)


@transaction.atomic
def drop_removal(measure: Measure, *, by: Acting) -> None:
    """A second person does not agree, or the first one takes it back."""
    row = Measure.objects.select_for_update().get(pk=measure.pk)
    require(by.viewer, "person.shut_out", row.person_id)
    if row.kind != Measure.Kind.REMOVAL or row.ended_at is not None:
        raise Refused("measure.end", _("This was decided already."))
    _end(row, Measure.Outcome.DROPPED, by)
    _log(by, "removal.drop", row)


def _open(measure: Measure, kind: str, by: Acting) -> Measure:
    row = Measure.objects.select_for_update().get(pk=measure.pk)
    require(by.viewer, "measure.end", row)
    if row.kind != kind or row.ended_at is not None:
        raise Refused("measure.end", _("This was decided already."))
    return row


def _end(row: Measure, outcome: str, by: Acting) -> None:
    row.outcome, row.ended_by, row.ended_at = outcome, by.person, timezone.now()
    row.save(update_fields=["outcome", "ended_by", "ended_at"])
    keeping.close(QUEUE, row.uid)


def _log(by: Acting, verb: str, row: Measure) -> None:
    record(
        actor=by.actor,
        verb=verb,
        kind="person",
        uid=str(row.person.uid),
        details={"measure": str(row.uid)},
    )
