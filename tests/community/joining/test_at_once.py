"""Two at the same time: votes, submissions, links, answers. Each happens once."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from community.access.policy import Refused
from community.joining import applying, starting
from community.models import Organisation, Person, VettingCase

from .cases import EMAIL, begin, cast_vote, fill, letters, open_case, secretary, token_for

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("threads_database"),
]


def _together(*acts: Callable[[], object]) -> list[object]:
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


def test_two_last_votes_decide_once() -> None:
    first, one, other = (secretary() for _each in range(3))
    case = open_case()
    cast_vote(case, first)
    found = _together(lambda: cast_vote(case, one), lambda: cast_vote(case, other))
    assert sum(isinstance(answer, Refused) for answer in found) == 1
    case.refresh_from_db()
    assert (case.state, case.votes.count()) == (VettingCase.State.APPROVED, 2)
    assert Person.objects.filter(email=EMAIL).count() == 1
    assert len(letters("joining.welcome")) == 1


def test_a_double_click_is_one_vote() -> None:
    one = secretary()
    secretary()
    case = open_case()
    found = _together(lambda: cast_vote(case, one), lambda: cast_vote(case, one))
    assert sum(isinstance(answer, Refused) for answer in found) == 1
    assert case.votes.count() == 1


def test_a_double_submission_is_one_application() -> None:
    made = fill(begin(), sponsors=["a@x.example", "b@x.example"])
    _together(lambda: applying.submit(made), lambda: applying.submit(made))
    assert VettingCase.objects.count() == 1
    assert Organisation.objects.filter(name="Novi Oblak").count() == 1


def test_a_link_opens_for_one_of_two() -> None:
    starting.answer_knock(starting.knock(EMAIL, "Novi Oblak", "en"))
    token = token_for(EMAIL)
    found = _together(lambda: starting.open_by_link(token), lambda: starting.open_by_link(token))
    assert sum(answer is None for answer in found) == 1


def test_a_vote_and_a_withdrawal_leave_one_end() -> None:
    one, other = secretary(), secretary()
    case = open_case()
    cast_vote(case, one)
    application = case.application
    _together(lambda: cast_vote(case, other), lambda: applying.withdraw(application))
    case.refresh_from_db()
    ends = {"approved": "active", "withdrawn": "left"}
    assert (
        case.organisation.__class__.objects.get(pk=case.organisation_id).state == ends[case.state]
    )
