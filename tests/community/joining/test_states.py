"""Every state against every act: it moves as the table says, or it is refused.

A machine plays random lives of an application beside a model of its own; a plain test then
walks every pair of the table, so that none is left to chance.
"""

from collections.abc import Callable

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from community.access.policy import Refused
from community.joining import applying, asking, sponsoring, starting
from community.joining.models import Application, Sponsorship
from community.joining.states import GONE, TABLE, NotNow, State, after, state_of
from community.models import Person, VettingCase
from community.readers import viewer_for

from . import cases
from .cases import EMAIL, begin, cast_vote, fill, open_case, secretary, submitted, viewer

STATES = [str(state) for state in State]
Act = Callable[[Application], object]


def _ballot(yes: bool) -> Act:
    """A vote of somebody who has not voted; the last that is missing if one is there."""
    return lambda made: cast_vote(made.case, secretary(), yes=yes)


def _answer(made: Application) -> None:
    question = made.questions.filter(answered_at=None).first()
    if question is None:
        question = made.questions.model(application=made, pk=0)
    asking.answer(made, question, "Yes.")


def _ask(made: Application) -> None:
    if made.case is None:
        raise NotNow("ask")
    person = secretary()
    asking.ask_applicant(made.case, "?", viewer=viewer(person), person=person)


def _vote(made: Application) -> None:
    if made.case is None:
        raise NotNow("vote")
    cast_vote(made.case, secretary())


def _respond(made: Application) -> None:
    row = made.sponsorships.order_by("pk").first()
    if row is None:
        raise NotNow("sponsor")
    if row.state != Sponsorship.State.ASKED:
        row.state, row.person = Sponsorship.State.ASKED, cases.sponsor()
        row.save()
    sponsoring.respond(row, vouches=False, reason="x", viewer=viewer(row.person), person=row.person)


def _find(made: Application) -> None:
    row, person = made.sponsorships.order_by("pk").first(), secretary()
    if row is None:
        raise NotNow("find_sponsor")
    Sponsorship.objects.filter(pk=row.pk).update(state="named")
    sponsoring.set_aside(row, viewer=viewer(person), person=person)


def _discard(made: Application) -> None:
    starting.discard(made)


ACTS: dict[str, Act] = {
    "save": lambda made: applying.save_section(made, {"why": "Because."}),
    "submit": lambda made: applying.submit(made),
    "name_sponsor": lambda made: applying.name_sponsor(made, "c@x.example"),
    "answer": _answer,
    "discard": _discard,
    "withdraw": lambda made: applying.withdraw(made) if made.case else _no("withdraw"),
    "find_sponsor": _find,
    "sponsor": _respond,
    "ask": _ask,
    "vote": _vote,
}
# What follows from others by itself, or by the clock; tested with the acts that lead there.
BY_ITSELF = {"enough_sponsors", "approve", "refuse", "expire"}


def _no(act: str) -> None:
    raise NotNow(act)


def _in(state: str) -> Application:
    """An application in a state, brought there by the verbs."""
    if state == State.DRAFT:
        return fill(begin(), sponsors=["a@x.example", "b@x.example"])
    if state == State.SPONSORS:
        made = submitted("a@x.example", "b@x.example")
        row = made.sponsorships.first()
        row.state = Sponsorship.State.NOT_FOUND
        row.save()
        return made
    case = open_case()
    if state == State.WAITING:
        _ask(case.application)
    if state in (State.APPROVED, State.REFUSED):
        for _each in range(2):
            cast_vote(case, secretary(), yes=state == State.APPROVED)
    if state == State.WITHDRAWN:
        applying.withdraw(case.application)
    return Application.objects.select_related("case").get(case=case)


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", list(ACTS))
def test_every_pair_moves_as_the_table_says_or_is_refused(state: str, act: str) -> None:
    made = _in(state)
    assert state_of(made) == state
    try:
        wanted = after(state, act)
    except NotNow:
        wanted = ""
    if wanted:
        ACTS[act](made)
    elif (state, act) == (State.SPONSORS, "submit"):
        applying.submit(made)  # the second half of a double click: done already
        wanted = state
    else:
        with pytest.raises(Refused):
            ACTS[act](made)
        wanted = state
    found = Application.objects.select_related("case").filter(pk=made.pk).first()
    assert (GONE if found is None else state_of(found)) == wanted


def test_the_table_names_only_acts_that_are_tried() -> None:
    assert set(TABLE) == set(ACTS) | BY_ITSELF
    over = {State.APPROVED, State.REFUSED, State.WITHDRAWN}
    assert not any(state in over for steps in TABLE.values() for state in steps)


class Life(RuleBasedStateMachine):
    """One application among three vetters, its sponsors, and people who may not decide."""

    def __init__(self) -> None:
        super().__init__()
        self.life = transaction.atomic()
        self.life.__enter__()
        self.vetters = [secretary() for _each in range(3)]
        self.sponsors = [cases.sponsor() for _each in range(3)]
        self.own = secretary()
        Person.objects.filter(pk=self.own.pk).update(email="own@novi-oblak.example")
        self.own.refresh_from_db()
        self.made = fill(begin(), sponsors=[one.email for one in self.sponsors[:2]])
        self.votes: dict[int, bool] = {}

    @property
    def state(self) -> str:
        """Where it stands by the rows."""
        self.made.refresh_from_db()
        return state_of(self.made)

    def attempt(self, act: str, do: Callable[[], object]) -> bool:
        """Does it; refused exactly where the table knows no such step, or by a policy."""
        before = self.state
        try:
            do()
        except Refused:
            assert self.state == before
            return False
        assert before in TABLE[act]
        return True

    @precondition(lambda self: self.state == State.DRAFT)
    @rule()
    def submit(self) -> None:
        applying.submit(self.made)
        sponsoring.ask_named(self.made)

    @precondition(lambda self: self.state != State.DRAFT)
    @rule(number=st.integers(0, 2), yes=st.booleans())
    def sponsor_speaks(self, number: int, yes: bool) -> None:
        person = self.sponsors[number]
        row = self.made.sponsorships.filter(person=person).first()
        if row is None:
            return
        acts = {"viewer": viewer(person), "person": person}
        self.attempt("sponsor", lambda: sponsoring.respond(row, vouches=yes, reason="x", **acts))

    @precondition(lambda self: self.state != State.DRAFT)
    @rule()
    def another_sponsor(self) -> None:
        self.attempt(
            "name_sponsor",
            lambda: sponsoring.ask_named(applying.name_sponsor(self.made, self.sponsors[2].email)),
        )

    @precondition(lambda self: self.state != State.DRAFT)
    @rule(number=st.integers(0, 2), yes=st.booleans())
    def vetter_votes(self, number: int, yes: bool) -> None:
        person = self.vetters[number]
        voted = self.attempt("vote", lambda: cast_vote(self.made.case, person, yes=yes))
        if voted:
            assert person.pk not in self.votes
            self.votes[person.pk] = yes

    @precondition(lambda self: self.state != State.DRAFT)
    @rule(number=st.integers(0, 1))
    def those_who_never_may_vote(self, number: int) -> None:
        person = [self.own, self.sponsors[0]][number]
        assert not self.attempt("vote", lambda: cast_vote(self.made.case, person))

    @precondition(lambda self: self.state != State.DRAFT)
    @rule()
    def question(self) -> None:
        person = self.vetters[0]
        acts = {"viewer": viewer(person), "person": person}
        self.attempt("ask", lambda: asking.ask_applicant(self.made.case, "?", **acts))

    @precondition(lambda self: self.state == State.WAITING)
    @rule()
    def answer(self) -> None:
        for question in asking.open_questions(self.made):
            asking.answer(self.made, question, "Yes.")

    @precondition(lambda self: self.state in (State.SPONSORS, State.OPEN, State.WAITING))
    @rule(really=st.integers(0, 3))
    def withdraw(self, really: int) -> None:
        if really == 0:
            applying.withdraw(self.made)

    def teardown(self) -> None:
        """Nothing of one life is left to the next."""
        transaction.set_rollback(True)
        self.life.__exit__(None, None, None)

    @invariant()
    def votes_are_counted_once_and_decide(self) -> None:
        if self.state == State.DRAFT:
            return
        case = VettingCase.objects.get(pk=self.made.case_id)
        assert dict(case.votes.values_list("by", "in_favour")) == self.votes
        sides = list(self.votes.values())
        wanted = {
            State.APPROVED: sides.count(True) == 2,
            State.REFUSED: sides.count(False) == 2,
        }
        undecided = max(sides.count(True), sides.count(False)) < 2
        assert wanted.get(State(case.state), undecided)

    @invariant()
    def nobody_is_let_in_before_the_decision(self) -> None:
        contact = Person.objects.filter(email=EMAIL).first()
        if self.state != State.APPROVED:
            assert contact is None
        else:
            assert contact is not None
            assert viewer_for(contact).is_member  # no agreement is required in this network


@pytest.mark.django_db
def test_random_lives() -> None:
    """The machine, each life in a transaction of its own."""
    life = settings(max_examples=25, stateful_step_count=18, deadline=None)
    run_state_machine_as_test(Life, settings=life)
