"""Two people clear a month of every queue, and approve nothing of their own.

One of them is ill for eight days, the other on leave for eleven. They come in on a day off
only if a letter of escalation calls them. Whatever the list shows them they try, what is
their own included.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from community.audit.verifying import Walk
from community.notify.models import OutgoingMail
from community.people.models import Introduction
from community.queues.models import Item
from community.queues.registry import queues
from community.rules import rules
from tests.community.month import arrivals as come
from tests.community.month.arrivals import Arrival
from tests.community.month.cast import START, World, found_world
from tests.community.month.checking import (
    decided_by_asker,
    decided_without_asker,
    never_decided,
)
from tests.community.month.days import CALLS, Month, run_the_clock
from tests.community.month.deciding import DECIDE

pytestmark = pytest.mark.django_db

DAYS = 31
ILL, AWAY = range(3, 12), range(14, 25)
# Where one of the office can be the asker, a sponsor, or who stands behind somebody.
OWN = {
    "vetting", "rules", "agreements", "domains", "clients", "lineage",
    "factor_reset", "glass", "sso", "people", "measures", "imports", "privacy",
}  # fmt: skip
# Day of the month, counted from 0: what arrives in its afternoon.
ARRIVALS: dict[int, list[Arrival]] = {
    0: [come.apply("0", "People at the Faculty"), come.break_glass("one"), come.wake(0)],
    1: [
        come.lose_factor("one", 0),
        come.break_glass("two"),
        come.own_login_of(0),
        come.erase("two", 5),
    ],
    2: [
        come.apply("0", "1"),
        come.invite_to(0),
        come.claim_domain_of(2),
        come.ask_to_join(0),
        come.erase("one", 6),
    ],
    3: [come.write_agreement("one", "code_of_conduct"), come.claim_domain("one")],
    4: [come.change_rules("one", sponsors_needed=1), come.merge("one", 5, 0)],
    5: [come.remove("one", 3), come.last_administrator_leaves(3), come.ask_to_join(2)],
    6: [come.bring_list("one", 0), come.serve("one", 1), come.own_login("one")],
    7: [come.suspend("one", 0), come.invite("one"), come.apply("2", "Somebody")],
    10: [come.ask_to_join(1), come.serve("two", 2)],
    14: [come.claim_domain("two"), come.own_login("two"), come.wake(1)],
    15: [come.bring_list("two", 1), come.change_rules("two", vetters_needed=1), come.invite("two")],
    16: [come.write_agreement("two", "data_protection"), come.merge("two", 6, 1)],
    17: [come.remove("two", 1), come.suspend("two", 2), come.last_administrator_leaves(4)],
    18: [come.apply("two", "0")],
    24: [come.apply("one"), come.lose_factor("two", 4)],
}


@pytest.fixture
def month() -> Iterator[Month]:
    """The month, lived to its last day."""
    with time_machine.travel(START, tick=False) as traveller:
        month = Month(_with_telephone_book(found_world()))
        run_the_clock()
        for day in range(DAYS):
            _live(month, day, traveller)
        yield month


def _with_telephone_book(world: World) -> World:
    world.known_sponsors["People at the Faculty"] = world.firms[1].chief.email
    return world


def _live(month: Month, day: int, traveller: time_machine.Traveller) -> None:
    morning = START + timedelta(days=day)
    traveller.move_to(morning)
    run_the_clock()
    month.members_answer()
    for who, off in ((month.world.one, AWAY), (month.world.two, ILL)):
        called = month.called(who, CALLS[1])
        at_work = morning.weekday() < 5 and day not in off
        if at_work or called:
            month.work(who, late_only=not at_work)
    traveller.move_to(morning + timedelta(hours=7))
    for arrive in ARRIVALS.get(day, ()):
        arrive(month.world)
    if day == ILL.start - 1:
        month.take_all(month.world.two)
    for who in (month.world.one, month.world.two):
        month.try_own(who)
    run_the_clock()


def test_two_people_clear_every_queue_and_approve_nothing_of_their_own(month: Month) -> None:
    assert _used_queues() == set(DECIDE) == {queue.name for queue in queues()}
    assert not Item.objects.filter(closed_at=None).exists()
    _nobody_decided_their_own(month)
    _what_rested_was_reminded_of_and_nothing_waited_on(month)
    assert list(Walk().findings()) == []


def _used_queues() -> set[str]:
    """Queues through which at least two things went."""
    counted = Counter(Item.objects.values_list("queue", flat=True))
    return {name for name, number in counted.items() if number > 1}


def _nobody_decided_their_own(month: Month) -> None:
    """Not by the log, not by the rows; both were refused it in every queue where they tried,
    and the list had said so before."""
    assert never_decided() == []
    assert decided_without_asker() == []
    assert decided_by_asker() == []
    assert [one for one in Introduction.objects.all() if one.case.votes.filter(by=one.by)] == []
    both = (month.world.one.pk, month.world.two.pk)
    assert month.refused == {(queue, who) for queue in OWN for who in both}
    assert month.contradictions == []


def _what_rested_was_reminded_of_and_nothing_waited_on(month: Month) -> None:
    """A day after its escalation everything was done."""
    rest = timedelta(days=rules().remind_after_days, hours=12)
    most = timedelta(days=rules().escalate_after_days + 1)
    waited = {item: _waited(item) for item in Item.objects.all()}
    assert [(item.queue, wait) for item, wait in waited.items() if wait > most] == []
    assert [item for item, wait in waited.items() if wait > rest and not item.reminded_at] == []
    late = [item for item in waited if item.escalated_at]
    assert len({item.queue for item in late}) > 5
    assert [item for item in late if item.owner_id == month.world.two.pk]
    for kind in CALLS:
        for who in (month.world.one, month.world.two):
            assert OutgoingMail.objects.filter(person_id=who.pk, kind__startswith=kind).exists()


def _waited(item: Item) -> timedelta:
    """For the office, from when the portal began: what rests at last rests for somebody else."""
    end = item.paused_at or item.closed_at
    assert end is not None
    return end - max(item.opened_at, START)
