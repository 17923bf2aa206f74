"""Every membership verb: its dated row, one log row, holdings written anew, sessions ended."""

import inspect
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from community import membership
from community.audit import triggers
from community.audit.models import Entry, Head
from community.models import Agreement, GroupSeat, NetworkRole, Organisation, Person, Seat
from community.readers import viewer_for
from tests import factories as make
from tests.conftest import ClientOf

pytestmark = pytest.mark.django_db
BY = make.SETUP


class Stage:
    """A member in a group and on a desk, with an office and what they signed."""

    def __init__(self) -> None:
        self.organisation, self.other = make.organisation(), make.organisation()
        self.person = make.member(self.organisation)
        self.seat = self.person.seats.get()
        self.group, self.second_group = make.group(), make.group()
        self.in_group = make.join(self.person, self.group)
        self.team = make.team(self.organisation)
        self.other_team = make.team(self.organisation)
        self.at_desk = membership.join_team(self.seat, self.other_team, by=BY)
        third = make.organisation()
        self.relation = membership.vet_client(third, self.organisation, by=BY)
        self.office = membership.give_network_role(self.person, "auditor", by=BY)
        self.version = make.agreement("own", Agreement.Scope.PERSON)
        self.accepted = membership.accept(self.version, person=self.person, by=BY)
        self.person.refresh_from_db()

    def act(self, name: str) -> object:
        verb = getattr(membership, name)
        arguments = {
            "seat_person": (self.person, self.other),
            "end_seat": (self.seat,),
            "join_team": (self.seat, self.team),
            "join_group": (self.seat, self.second_group),
            "leave_group": (self.in_group,),
            "give_network_role": (self.person, "trustee"),
            "end_network_role": (self.office,),
            "set_person_state": (self.person, Person.State.SUSPENDED),
            "set_organisation_state": (self.organisation, Organisation.State.SUSPENDED),
            "end_acceptance": (self.accepted,),
            "set_seat_role": (self.seat, Seat.Role.ADMINISTRATOR),
            "confirm_seat": (self.seat,),
            "leave_team": (self.at_desk,),
            "end_client_relation": (self.relation,),
            "vet_client": (self.other, self.organisation),
            "record_lineage": ("succession", self.other, self.organisation),
        }
        if name == "accept":
            return verb(self.version, person=self.person, by=BY)
        return verb(*arguments[name], by=BY)


LOGGED = {
    "seat_person": "seat.open",
    "end_seat": "seat.end",
    "join_team": "team.join",
    "join_group": "group.join",
    "leave_group": "group.leave",
    "give_network_role": "role.give",
    "end_network_role": "role.end",
    "set_person_state": "person.state",
    "set_organisation_state": "organisation.state",
    "accept": "agreement.accept",
    "end_acceptance": "agreement.end",
    "vet_client": "client.vet",
    "record_lineage": "organisation.lineage",
    "set_seat_role": "seat.role",
    "confirm_seat": "seat.confirm",
    "leave_team": "team.leave",
    "end_client_relation": "client.end",
}


# A statement that somebody is still there: no right begins or ends by it.
GIVES_NOTHING = {"confirm_seat"}


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_every_verb_is_tried_here() -> None:
    verbs = {
        name
        for name, found in inspect.getmembers(membership, inspect.isfunction)
        if found.__module__.startswith(membership.__name__)
        and "by" in inspect.signature(found).parameters
    }
    assert verbs == set(LOGGED)


@pytest.mark.parametrize("name", LOGGED)
def test_each_verb_writes_one_log_row_and_the_holdings_anew(name: str, stage: Stage) -> None:
    before = Entry.objects.count()
    version = stage.person.membership_version
    stage.act(name)
    rows = list(Entry.objects.order_by("seq")[before:])
    assert [(row.verb, row.actor_id) for row in rows] == [(LOGGED[name], BY.id)]
    stage.person.refresh_from_db()
    assert (stage.person.membership_version > version) == (name not in GIVES_NOTHING)


@pytest.mark.parametrize("name", LOGGED)
def test_a_verb_that_cannot_be_logged_changes_nothing(name: str, stage: Stage) -> None:
    before = _everything(stage)
    with pytest.raises(Head.DoesNotExist):
        _act_without_a_log(stage, name)
    assert _everything(stage) == before


@transaction.atomic
def _act_without_a_log(stage: Stage, name: str) -> None:
    triggers.drop(connection)
    Head.objects.all().delete()
    stage.act(name)


def _everything(stage: Stage) -> list[object]:
    models = (Seat, GroupSeat, NetworkRole, Organisation)
    rows = [list(model.objects.order_by("pk").values_list()) for model in models]
    stage.person.refresh_from_db()
    return [*rows, stage.person.membership_version, stage.person.state, Entry.objects.count()]


ENDS: list[tuple[str, Callable[[Stage], object]]] = [
    ("mem", lambda stage: stage.act("end_seat")),
    ("mem", lambda stage: stage.act("set_person_state")),
    ("mem", lambda stage: stage.act("set_organisation_state")),
    ("mem", lambda stage: stage.act("end_acceptance")),
    ("grp", lambda stage: stage.act("leave_group")),
]


@pytest.mark.parametrize(("token", "end"), ENDS)
def test_an_end_is_felt_at_once(token: str, end: Callable[[Stage], object], stage: Stage) -> None:
    held = token if token == "mem" else f"grp:{stage.group.pk}"
    assert held in viewer_for(stage.person).tokens
    end(stage)
    stage.person.refresh_from_db()
    assert held not in viewer_for(stage.person).tokens


@pytest.mark.parametrize("name", ["end_seat", "set_person_state"])
def test_who_is_put_out_is_logged_out_everywhere(
    name: str, stage: Stage, client_of: ClientOf
) -> None:
    client, other = client_of(stage.person), client_of(make.member())
    assert _logged_in(client)
    key = client.session.session_key
    stage.act(name)
    assert not Session.objects.filter(pk=key).exists()
    assert not _logged_in(client)
    assert _logged_in(other), "nobody else is"


def _logged_in(client: Client) -> bool:
    """Whether the page of one's own factors opens, or leads to the login."""
    return client.get("/accounts/2fa/").status_code == 200


def test_vetting_somebody_logs_nobody_out(stage: Stage, client_of: ClientOf) -> None:
    client = client_of(stage.person)
    membership.set_person_state(stage.person, Person.State.VETTED, by=BY)
    assert _logged_in(client)


def test_no_seat_is_ever_deleted_and_coming_back_is_a_new_one(stage: Stage) -> None:
    stage.act("end_seat")
    again = membership.seat_person(stage.person, stage.organisation, by=BY)
    assert [seat.pk for seat in stage.person.seats.order_by("pk")] == [stage.seat.pk, again.pk]
    stage.in_group.refresh_from_db()
    assert stage.in_group.until == Seat.objects.get(pk=stage.seat.pk).until
    stage.person.refresh_from_db()
    assert f"grp:{stage.group.pk}" not in viewer_for(stage.person).tokens


def test_a_second_open_seat_in_one_place_is_refused(stage: Stage) -> None:
    for act in (
        lambda: membership.seat_person(stage.person, stage.organisation, by=BY),
        lambda: membership.join_group(stage.seat, stage.group, by=BY),
        lambda: membership.give_network_role(stage.person, "auditor", by=BY),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_a_seat_that_begins_tomorrow_gives_nothing_today() -> None:
    who = make.person()
    tomorrow = timezone.now() + timedelta(days=1)
    membership.seat_person(who, make.organisation(), by=BY, since=tomorrow)
    who.refresh_from_db()
    assert not viewer_for(who).is_member
