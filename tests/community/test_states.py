"""The table of states, and what nobody holds in whatever state acts and time have brought.

The oracle below knows no token and no holding: it reads the dated rows and asks what an
agreement of the network would ask.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import product

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from community import founding, membership, tasks
from community.access.models import PUBLIC_SET_ID
from community.models import (
    Acceptance,
    Agreement,
    AgreementVersion,
    Group,
    GroupSeat,
    NetworkRole,
    Organisation,
    Person,
    Seat,
)
from community.people.accepting import introduce
from community.readers import readers_of, viewer_for
from community.states import BY, ORGANISATION, PERSON, NoSuchStep, Table, after
from tests import factories as make
from tests.conftest import MOMENT
from tests.logging_in import LOGIN, enrol, post_code

pytestmark = pytest.mark.django_db
BY_TESTS = make.SETUP
DAY = timedelta(days=1)


# --- the table ------------------------------------------------------------------------------

PAIRS = [
    (table, act, state)
    for table, states in ((PERSON, Person.State), (ORGANISATION, Organisation.State))
    for act, state in product(table, states)
]


def made(table: Table, state: str) -> Person | Organisation:
    return make.person(state=state) if table is PERSON else make.organisation(state=state)


def set_state(table: Table, thing: object, state: str) -> None:
    verb = membership.set_person_state if table is PERSON else membership.set_organisation_state
    verb(thing, state, by=BY_TESTS)  # type: ignore[operator]


def test_every_state_and_act_is_tried_and_somebody_does_every_act() -> None:
    for table, states in ((PERSON, Person.State), (ORGANISATION, Organisation.State)):
        tried = {(act, state) for one, act, state in PAIRS if one is table}
        assert tried == set(product(table, states))
    assert BY.keys() == PERSON.keys() | ORGANISATION.keys()


@pytest.mark.parametrize(("table", "act", "state"), PAIRS)
def test_an_act_leads_where_the_table_says_or_nowhere(table: Table, act: str, state: str) -> None:
    thing, target = made(table, state), after(table, act, state)
    if target is not None:
        set_state(table, thing, target)
        thing.refresh_from_db()
        assert thing.state == target
        return
    reachable = {steps[state] for steps in table.values() if state in steps}
    for goal in set(table[act].values()) - reachable - {state}:
        with pytest.raises(NoSuchStep):
            set_state(table, thing, goal)
        thing.refresh_from_db()
        assert thing.state == state


def test_no_way_leads_from_applicant_to_vetted_but_vetting() -> None:
    """Suspending and lifting, sleeping and waking let in nobody who was not vetted."""
    ways = {act: steps for act, steps in PERSON.items() if act != "vet"}
    reached, front = set(), {str(Person.State.APPLICANT), str(Person.State.LEFT)}
    while front:
        reached |= front
        steps = {s[state] for state in front for s in ways.values() if state in s}
        front = {str(state) for state in steps} - reached
    assert str(Person.State.VETTED) not in reached


# --- any acts, in any order -----------------------------------------------------------------

few = st.integers(0, 2)


class Memberships(RuleBasedStateMachine):
    """Three people, two organisations, a group, a desk, two agreements, and time."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = time_machine.travel(MOMENT, tick=False)
        self.traveller = self.clock.start()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.organisations = [make.organisation(), make.organisation()]
        self.people = [make.person(state="applicant") for _each in range(3)]
        self.group, self.team = make.group(), make.team(self.organisations[0])
        self.own = make.agreement("own", Agreement.Scope.PERSON).agreement
        self.theirs = make.agreement("theirs", Agreement.Scope.ORGANISATION).agreement
        self._begin_as_members()

    def _begin_as_members(self) -> None:
        """Two of them stand at the outset, so that short sequences have something to lose."""
        for number in (0, 1):
            person, organisation = self.people[number], self.organisations[number]
            membership.seat_person(person, organisation, by=BY_TESTS, role=Seat.Role.ADMINISTRATOR)
            membership.set_person_state(person, Person.State.VETTED, by=BY_TESTS)
            self._accept(person, organisation)
        self.join(0)
        self.office(1, 1)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)
        self.clock.stop()

    def _accept(self, person: Person, organisation: Organisation) -> None:
        for agreement, place in ((self.own, None), (self.theirs, organisation)):
            newest = agreement.versions.order_by("-number").first()
            membership.accept(newest, person=person, organisation=place, by=BY_TESTS)

    def _seats(self, person: Person) -> list[Seat]:
        return list(person.seats.filter(until=None).order_by("pk"))

    # acts on people

    @rule(one=few, two=st.integers(0, 1))
    def sit(self, one: int, two: int) -> None:
        person, organisation = self.people[one], self.organisations[two]
        if not person.seats.filter(organisation=organisation, until=None).exists():
            membership.seat_person(person, organisation, by=BY_TESTS)

    @rule(one=few)
    def rise(self, one: int) -> None:
        for seat in self._seats(self.people[one])[:1]:
            membership.end_seat(seat, by=BY_TESTS)

    @rule(one=few, act=st.sampled_from(sorted(PERSON)))
    def act_on_person(self, one: int, act: str) -> None:
        person = self.people[one]
        person.refresh_from_db()
        target = after(PERSON, act, person.state)
        if target is not None and (act != "erase" or one == 2):
            membership.set_person_state(person, target, by=BY_TESTS)

    @rule(one=few)
    def open_a_case(self, one: int) -> None:
        for seat in self._seats(self.people[one])[:1]:
            introduce(seat, by=self.people[(one + 1) % 3])

    @rule(one=few)
    def join(self, one: int) -> None:
        for seat in self._seats(self.people[one])[:1]:
            if not GroupSeat.objects.filter(seat=seat, group=self.group, until=None).exists():
                membership.join_group(seat, self.group, by=BY_TESTS, role=GroupSeat.Role.CHAIR)
            at_home = seat.organisation_id == self.team.organisation_id
            if at_home and not seat.team_seats.filter(until=None).exists():
                membership.join_team(seat, self.team, by=BY_TESTS, reviews=True)

    @rule(one=few, two=few)
    def office(self, one: int, two: int) -> None:
        person, role = self.people[one], NetworkRole.Role.values[two]
        row = person.network_roles.filter(role=role, until=None).first()
        if row is None:
            membership.give_network_role(person, role, by=BY_TESTS)
        else:
            membership.end_network_role(row, by=BY_TESTS)

    # acts on organisations and agreements

    @rule(two=st.integers(0, 1), act=st.sampled_from(sorted(ORGANISATION)))
    def act_on_organisation(self, two: int, act: str) -> None:
        organisation = self.organisations[two]
        organisation.refresh_from_db()
        target = after(ORGANISATION, act, organisation.state)
        if target is not None:
            membership.set_organisation_state(organisation, target, by=BY_TESTS)

    @rule(one=few, two=st.integers(0, 1))
    def sign(self, one: int, two: int) -> None:
        self._accept(self.people[one], self.organisations[two])

    @rule(number=few)
    def withdraw_signature(self, number: int) -> None:
        rows = list(Acceptance.objects.filter(ended_at=None).order_by("pk"))
        for row in rows[number::3][:1]:
            membership.end_acceptance(row, by=BY_TESTS)

    @rule(of_persons=st.booleans(), days=st.integers(1, 30))
    def new_version(self, of_persons: bool, days: int) -> None:
        agreement = self.own if of_persons else self.theirs
        now = timezone.now()
        founding.publish_agreement(
            agreement,
            agreement.versions.count() + 1,
            {},
            by=BY_TESTS,
            binding_language="sr",
            in_force_from=now,
            accept_by=now + days * DAY,
        )
        tasks.refresh_everybody({})

    @rule(days=st.integers(1, 40))
    def time_passes(self, days: int) -> None:
        self.traveller.shift(days * DAY)

    # what holds

    @invariant()
    def who_does_not_stand_holds_nothing(self) -> None:
        now = timezone.now()
        for person in self.people:
            person.refresh_from_db()
            viewer = viewer_for(person)
            if may_stand(person, now):
                assert viewer.is_member, f"{person.state} but shut out"
                assert viewer.valid_until is None or viewer.valid_until > now
                self._holds_only_its_own(person)
            else:
                assert viewer.tokens == {"pub"}
                assert viewer.acl_ids == {PUBLIC_SET_ID}
                assert not viewer.roles
                assert not readers_of(self.group.acl_id).filter(pk=person.pk).exists()

    def _holds_only_its_own(self, person: Person) -> None:
        now = timezone.now()
        viewer = viewer_for(person)
        sits = {s.organisation_id for s in self._seats(person) if signed_by(s.organisation, now)}
        places = {int(t.split(":")[1]) for t in viewer.tokens if t.startswith("org:")}
        assert places <= sits
        in_group = GroupSeat.objects.filter(seat__person=person, until=None, seat__until=None)
        assert (f"grp:{self.group.pk}" in viewer.tokens) <= in_group.exists()


def may_stand(person: Person, now: datetime) -> bool:
    """The oracle: vetted, signed, and seated in an active organisation that has signed."""
    if person.state != Person.State.VETTED or not person.is_active:
        return False
    if not has_signed(Agreement.Scope.PERSON, now, person=person, organisation=None):
        return False
    seats = Seat.objects.filter(person=person, until=None).select_related("organisation")
    return any(
        seat.organisation.state == Organisation.State.ACTIVE and signed_by(seat.organisation, now)
        for seat in seats
    )


def signed_by(organisation: Organisation, now: datetime) -> bool:
    return has_signed(Agreement.Scope.ORGANISATION, now, organisation=organisation)


def has_signed(scope: str, now: datetime, **who: object) -> bool:
    """Whether the newest version is signed, or an older one while there is time to sign."""
    for agreement in Agreement.objects.filter(scope=scope):
        rows = Acceptance.objects.filter(version__agreement=agreement, ended_at=None, **who)
        highest = max((row.version.number for row in rows.select_related("version")), default=0)
        newer = AgreementVersion.objects.filter(agreement=agreement, number__gt=highest)
        if not highest or any(version.accept_by <= now for version in newer):
            return False
    return True


def test_no_sequence_of_acts_and_time_gives_anything_to_who_does_not_stand() -> None:
    run_state_machine_as_test(
        Memberships,
        settings=settings(
            max_examples=40,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )


# --- by HTTP --------------------------------------------------------------------------------


class Held:
    """Somebody who holds everything there is to hold, and addresses of every kind of gate."""

    def __init__(self) -> None:
        self.organisation = make.organisation()
        self.person = make.member(self.organisation, role=Seat.Role.ADMINISTRATOR)
        self.seat = self.person.seats.get()
        self.room = make.group(circle=Group.Circle.SEALED)
        make.join(self.person, self.room, GroupSeat.Role.CHAIR)
        make.put_on(make.team(self.organisation), self.person, reviews=True, releases=True)
        for role in NetworkRole.Role.values:
            membership.give_network_role(self.person, role, by=BY_TESTS, since=make.LONG_AGO)
        self.version = make.agreement("own", Agreement.Scope.PERSON)
        self.accepted = membership.accept(self.version, person=self.person, by=BY_TESTS)
        newcomer = make.member(self.organisation, state="applicant")
        case = introduce(newcomer.seats.get(), by=make.member(self.organisation))
        assert case is not None
        uid = self.organisation.uid
        self.closed = [
            f"/en/groups/{self.room.uid}/",
            f"/en/groups/{self.room.uid}/members/",
            f"/en/groups/{self.room.uid}/people/",
            f"/en/groups/{self.room.uid}/new/",
            f"/en/organisations/{uid}/people/",
            f"/en/organisations/{uid}/people/invite/",
            "/en/advisories/desk/",
            "/en/office/people/",
            f"/en/office/people/cases/{case.uid}/",
            f"/en/office/people/{self.person.uid}/",
        ]


def _unsign(held: Held) -> None:
    membership.end_acceptance(held.accepted, by=BY_TESTS)


def _lapse(held: Held) -> None:
    now = timezone.now()
    founding.publish_agreement(
        held.version.agreement,
        2,
        {},
        by=BY_TESTS,
        binding_language="sr",
        in_force_from=now - 2 * DAY,
        accept_by=now - DAY,
    )
    tasks.refresh_everybody({})


def _state(state: str) -> Callable[[Held], None]:
    return lambda held: membership.set_person_state(held.person, state, by=BY_TESTS)


def _place(state: str) -> Callable[[Held], None]:
    return lambda held: membership.set_organisation_state(held.organisation, state, by=BY_TESTS)


ENDS: dict[str, Callable[[Held], None]] = {
    "unsigned": _unsign,
    "lapsed": _lapse,
    "dormant": _state("dormant"),
    "suspended": _state("suspended"),
    "left": _state("left"),
    "erased": _state("erased"),
    "seat ended": lambda held: membership.end_seat(held.seat, by=BY_TESTS),
    "organisation suspended": _place("suspended"),
    "organisation left": _place("left"),
}


@pytest.mark.parametrize("how", ENDS)
def test_who_does_not_stand_opens_nothing_closed_on_the_web(how: str) -> None:
    held = Held()
    client = _logged_in(held.person)
    shut = [url for url in held.closed if client.get(url).status_code != 200]
    assert not shut, "everything was open before"
    ENDS[how](held)
    for again in (client, _logged_in(held.person)):
        statuses = {url: again.get(url).status_code for url in held.closed}
        assert set(statuses.values()) == {404}, f"{how}: {statuses}"
        assert str(held.room.uid) not in again.get("/en/groups/").text


def _logged_in(person: Person) -> Client:
    """As far as somebody comes through the forms; where the account is shut, a visitor."""
    client = Client()
    enrol(person)
    client.post(LOGIN, {"login": person.email, "password": make.PASSWORD})
    post_code(client, person)
    return client
