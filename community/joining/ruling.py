"""Changing the rules of the network. What weakens four eyes needs a second pair of them."""

from collections.abc import Mapping

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone

from community.access.policy import require
from community.access.viewer import Viewer
from community.audit.recording import record
from community.models import Person
from community.queues import keeping
from community.readers import actor_of
from community.rules import rules, set_rules

from .models import Deputy, RuleChange
from .queue_names import RULES

# Fewer of these is weaker; the other rules are convenience, and any of the secretariat sets them.
FOUR_EYES = ("sponsors_needed", "vetters_needed", "person_vetters_needed")
# Switched on, these let more out of the house.
LETS_OUT = ("amber_title_in_mail",)


@transaction.atomic
def change_rules(
    values: dict[str, int | bool], *, viewer: Viewer, person: Person
) -> RuleChange | None:
    """Sets what one person may set; what would weaken four eyes, or let mail say more, waits for
    a second one.

    Returns the change that waits, if there is one. ValidationError for a value below one.
    """
    require(viewer, "rules.propose")
    before = rules()
    new = {name: value for name, value in values.items() if getattr(before, name) != value}
    weaker = {name: new.pop(name) for name in FOUR_EYES if new.get(name, 99) < _now(before, name)}
    weaker |= {name: new.pop(name) for name in LETS_OUT if new.get(name)}
    if weaker:
        _check(weaker)
    if new:
        set_rules(by=actor_of(person), **new)
    return _propose(weaker, viewer, person) if weaker else None


def _now(before: object, name: str) -> int:
    return int(getattr(before, name))


def _check(values: dict[str, int | bool]) -> None:
    """ValidationError where a value is not allowed at all, before it waits for anybody."""
    row = rules()
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean(validate_unique=False, validate_constraints=False)


@transaction.atomic
def propose_deputy(deputy: Person, *, viewer: Viewer, person: Person) -> RuleChange:
    """A named person shall vet where the secretariat is too small."""
    require(viewer, "rules.propose")
    return _propose({"deputy": str(deputy.uid)}, viewer, person)


def _propose(values: Mapping[str, object], viewer: Viewer, person: Person) -> RuleChange:
    same = RuleChange.objects.filter(values=dict(values), state=RuleChange.State.OPEN)
    if (waiting := same.first()) is not None:
        return waiting
    change = RuleChange.objects.create(
        values=dict(values), proposed_by=person, proposed_at=timezone.now()
    )
    keeping.put(RULES, "rule_change", change.uid, role="secretariat", deputy_role="trustee")
    keeping.call_deputies(RULES, change.uid)
    _log(change, "rules.propose", viewer)
    return change


@transaction.atomic
def decide_change(
    change: RuleChange, *, confirmed: bool, viewer: Viewer, person: Person
) -> RuleChange:
    """The second person's word; the change holds from then on, or never."""
    found = RuleChange.objects.select_for_update().get(pk=change.pk)
    require(viewer, "rules.confirm", found)
    state = RuleChange.State.CONFIRMED if confirmed else RuleChange.State.DECLINED
    found.state, found.decided_by, found.decided_at = state, person, timezone.now()
    found.save(update_fields=["state", "decided_by", "decided_at"])
    keeping.close(RULES, found.uid)
    if confirmed:
        _carry_out(found, person)
    _log(found, "rules.confirm" if confirmed else "rules.decline", viewer)
    return found


def _carry_out(change: RuleChange, person: Person) -> None:
    values = dict(change.values)
    if uid := values.pop("deputy", None):
        named = Person.objects.get(uid=uid)
        Deputy.objects.get_or_create(person=named, until=None, defaults={"since": timezone.now()})
    if values:
        set_rules(by=actor_of(person), **values)


@transaction.atomic
def end_deputy(row: Deputy, *, viewer: Viewer) -> None:
    """Nobody stands in by name any more; stricter, so one person may do it."""
    require(viewer, "rules.propose")
    if Deputy.objects.filter(pk=row.pk, until=None).update(until=timezone.now()):
        record(actor=viewer.actor, verb="rules.end_deputy", kind="person", uid=str(row.person.uid))


def deputy_named(change: RuleChange) -> Person | None:
    """The person a change is about, if it is about one."""
    try:
        return Person.objects.get(uid=change.values["deputy"])
    except (KeyError, ObjectDoesNotExist):
        return None


def _log(change: RuleChange, verb: str, viewer: Viewer) -> None:
    record(
        actor=viewer.actor,
        verb=verb,
        kind="rule_change",
        uid=str(change.uid),
        details={name: int(v) if v is True else v for name, v in change.values.items()},
    )
