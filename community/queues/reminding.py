"""What rests too long: its owner is reminded, then everybody who may act, each once a round.

A round begins when the thing begins to wait, and anew when its applicant has answered. The
letters name queues and numbers only; what the things are is read behind the login.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.models import Person
from community.notify.letters import Letter, absolute, send_letter
from community.rules import rules

from .models import Item
from .people import people_with_role
from .reading import overdue
from .registry import queues

_Work = dict[Person, list[Item]]


@transaction.atomic
def remind(now: datetime | None = None) -> int:
    """Writes the reminders that are due; returns how many items they are about."""
    now = now or timezone.now()
    since = now - timedelta(days=rules().remind_after_days)
    items = list(overdue(since).filter(reminded_at=None).select_for_update(of=("self",)))
    roles = _by_role(items)
    work: _Work = defaultdict(list)
    for item in items:
        for person in _owner_or_all(item, roles[item.role]):
            work[person].append(item)
    _write("queue.reminder", work, now)
    Item.objects.filter(pk__in=[item.pk for item in items]).update(reminded_at=now)
    return len(items)


@transaction.atomic
def escalate(now: datetime | None = None) -> int:
    """Asks everybody who may act, and calls the deputies; returns how many items it is about."""
    now = now or timezone.now()
    since = now - timedelta(days=rules().escalate_after_days)
    items = list(overdue(since).filter(escalated_at=None).select_for_update(of=("self",)))
    roles = _by_role(items, deputies=True)
    work: _Work = defaultdict(list)
    for item in items:
        everybody = {one.pk: one for role in _roles(item) for one in roles[role]}
        for person in everybody.values():
            work[person].append(item)
    _write("queue.escalation", work, now)
    rows = Item.objects.filter(pk__in=[item.pk for item in items])
    rows.exclude(deputy_role="").filter(deputies_called_at=None).update(deputies_called_at=now)
    rows.update(escalated_at=now)
    return len(items)


def _roles(item: Item) -> list[str]:
    return [role for role in (item.role, item.deputy_role) if role]


def _by_role(items: Iterable[Item], *, deputies: bool = False) -> dict[str, list[Person]]:
    names = {role for item in items for role in (_roles(item) if deputies else [item.role])}
    return {name: list(people_with_role(name)) for name in names}


def _owner_or_all(item: Item, everybody: list[Person]) -> list[Person]:
    """The owner, if they still may act; else all who may."""
    owner = [one for one in everybody if one.pk == item.owner_id]
    return owner or everybody


def _write(kind: str, work: _Work, now: datetime) -> None:
    for person, items in work.items():
        send_letter(
            kind,
            lambda items=items: _letter(kind, items),  # type: ignore[misc]
            thing_kind="person",
            thing_uid=person.uid,
            person=person,
            again=now.strftime("%Y%m%dT%H%M%S"),
        )


def _letter(kind: str, items: list[Item]) -> Letter:
    titles = {one.name: one.title for one in queues()}
    counts = Counter(str(titles.get(item.queue, item.queue)) for item in items)
    lines = [f"{title}: {number}" for title, number in sorted(counts.items())]
    late = kind == "queue.escalation"
    subject = ngettext("%(n)d thing waits for you", "%(n)d things wait for you", len(items))
    first = (
        _("This has waited so long that everybody who may act on it is asked now.")
        if late
        else _("This waits for a decision:")
    )
    return Letter(
        subject % {"n": len(items)},
        [first, *lines],
        _("Open what waits"),
        absolute(reverse("queues:list")),
    )
