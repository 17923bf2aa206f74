"""Two at the same time: each act happens once, and nothing is made after a cancel."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from community.access.policy import Refused
from community.audit.models import Entry
from community.people.models import Invitation
from community.rosters import deciding, running
from community.rosters.models import Import, Row

from .lists import act, checked, firm, officer, some_people, work

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("threads_database"),
]


def together(*acts: Callable[[], object]) -> list[object]:
    """What each act gave, or the refusal it met; all begin at the same moment."""
    start, found = threading.Barrier(len(acts)), []

    def call(act: Callable[[], object]) -> None:
        start.wait()
        try:
            found.append(act())
        except Refused as refusal:
            found.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=call, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_two_starts_at_once_are_one() -> None:
    place, one = firm(), officer()
    roster = checked(some_people(2, place.name), one)
    by = act(one)
    together(lambda: deciding.start(roster, by=by), lambda: deciding.start(roster, by=by))
    work()
    assert Entry.objects.filter(verb="import.start").count() == 1
    assert Invitation.objects.count() == 2


def test_two_workers_at_one_list_double_nothing() -> None:
    place, one = firm(), officer()
    roster = checked(some_people(8, place.name), one)
    deciding.start(roster, by=act(one))
    uid = str(roster.uid)
    together(lambda: running.run_chunk(uid), lambda: running.run_chunk(uid))
    roster.refresh_from_db()
    assert (roster.state, Invitation.objects.count()) == ("done", 8)
    assert Entry.objects.filter(verb="import.finish").count() == 1


def test_a_cancel_while_it_runs_leaves_rows_made_or_waiting() -> None:
    place, one = firm(), officer()
    roster = checked(some_people(10, place.name), one)
    deciding.start(roster, by=act(one))
    uid, by = str(roster.uid), act(one)
    together(lambda: running.run_chunk(uid), lambda: deciding.cancel(roster, by=by))
    roster.refresh_from_db()
    made = roster.rows.filter(state=Row.State.MADE).count()
    assert made == Invitation.objects.count()
    assert roster.state == (Import.State.DONE if made == 10 else Import.State.CANCELLED)


def test_an_approval_and_a_cancel_at_once_have_one_end() -> None:
    place, one, other = firm(), officer(), officer()
    roster = checked(some_people(1, place.name), one)
    deciding.ask(roster, by=act(one))
    first, second = act(other), act(one)
    found = together(
        lambda: deciding.approve(roster, by=first), lambda: deciding.cancel(roster, by=second)
    )
    roster.refresh_from_db()
    # Approved first, it is cancelled while it runs; cancelled first, nobody approves it.
    assert roster.state == Import.State.CANCELLED
    assert roster.approvals.count() == (0 if any(isinstance(o, Refused) for o in found) else 1)
    work()
    assert not Invitation.objects.exists()
