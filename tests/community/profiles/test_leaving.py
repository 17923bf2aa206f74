"""Suspending, resuming, leaving: at once, with a reason, by nobody for their own."""

import pytest
from django.urls import reverse
from django.utils import timezone

from community import membership
from community.access.policy import Refused
from community.models import ClientRelation, Organisation, Seat
from community.people.accepting import introduce
from community.people.acting import as_person
from community.people.leaving import leave_network
from community.people.reconfirming import put_what_is_due
from community.profiles import leaving
from community.profiles.models import StateNote
from community.queues.models import Item
from tests import factories as make
from tests.conftest import ClientOf

from .cast import by, officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def alpha() -> Organisation:
    return make.organisation("Alpha")


def step(organisation: Organisation, state: str, who: object) -> None:
    leaving.set_state(organisation, state, "They asked for it.", by=by(who))


def test_a_suspension_ends_sessions_and_standing_at_once(
    alpha: Organisation, client_of: ClientOf
) -> None:
    person = make.member(alpha)
    client = client_of(person)
    assert client.get("/en/me/profile/").status_code == 200
    page = reverse("profiles:office-organisation", args=[alpha.uid])
    sent = client_of(officer()).post(
        page, {"act": "state", "state": "suspended", "reason": "Silence."}
    )
    assert sent.status_code == 302
    assert client.get("/en/me/profile/").status_code == 404
    person.refresh_from_db()
    assert person.standing_until is None
    assert StateNote.objects.get().reason == "Silence."


def test_who_stands_through_another_organisation_stays_signed_in(
    alpha: Organisation, client_of: ClientOf
) -> None:
    person = make.member(alpha)
    membership.seat_person(person, make.organisation(), by=make.SETUP, since=make.LONG_AGO)
    client = client_of(person)
    step(alpha, "suspended", officer())
    assert client.get("/en/me/profile/").status_code == 200


def test_it_comes_back(alpha: Organisation) -> None:
    person = make.member(alpha)
    step(alpha, "suspended", officer())
    step(alpha, "active", officer())
    person.refresh_from_db()
    assert person.standing_until is not None


def test_leaving_ends_seats_relations_and_what_waits(alpha: Organisation) -> None:
    other = make.organisation("Other")
    person = make.member(alpha)
    membership.vet_client(alpha, other, by=make.SETUP)
    step(alpha, "left", officer())
    assert person.seats.get().until is not None
    assert ClientRelation.objects.get().until is not None
    assert not Item.objects.filter(closed_at=None).exists()


@pytest.mark.parametrize("state", ["suspended", "left"])
def test_nothing_waits_for_an_organisation_that_is_away(alpha: Organisation, state: str) -> None:
    chief = make.member(alpha, role=Seat.Role.ADMINISTRATOR)
    make.member(alpha)
    put_what_is_due(timezone.now())
    leave_network(chief, by=as_person(chief))
    waits = set(Item.objects.filter(closed_at=None).values_list("queue", flat=True))
    assert waits == {"no-administrator", "reconfirm", "reconfirm-office"}
    step(alpha, state, officer())
    assert not Item.objects.filter(closed_at=None).exists()


def test_who_was_to_be_vetted_for_it_has_left_with_it(alpha: Organisation) -> None:
    chief = make.member(alpha, role=Seat.Role.ADMINISTRATOR)
    newcomer = make.person(state="applicant")
    seat = membership.seat_person(newcomer, alpha, by=make.SETUP)
    assert introduce(seat, by=chief)
    step(alpha, "left", officer())
    newcomer.refresh_from_db()
    assert newcomer.state == "left"
    assert not Item.objects.filter(closed_at=None).exists()


def test_nobody_does_it_to_their_own_organisation(alpha: Organisation) -> None:
    with pytest.raises(Refused):
        step(alpha, "suspended", officer(alpha))


@pytest.mark.parametrize(("state", "wanted"), [("applicant", "active"), ("left", "active")])
def test_whoever_is_let_in_is_decided_by_vetting(state: str, wanted: str) -> None:
    with pytest.raises(Refused):
        step(make.organisation(state=state), wanted, officer())


def test_members_do_nothing_of_it(alpha: Organisation) -> None:
    with pytest.raises(Refused):
        step(alpha, "suspended", make.member())


def test_a_step_without_a_reason_comes_back(alpha: Organisation, client_of: ClientOf) -> None:
    page = reverse("profiles:office-organisation", args=[alpha.uid])
    answer = client_of(officer()).post(page, {"act": "state", "state": "suspended"})
    alpha.refresh_from_db()
    assert (answer.status_code, alpha.state) == (422, "active")


def test_the_office_lists_organisations_by_state(alpha: Organisation, client_of: ClientOf) -> None:
    client = client_of(officer())
    page = reverse("profiles:office")
    assert "Alpha" in client.get(page).content.decode()
    assert "Alpha" not in client.get(page + "?state=suspended").content.decode()
    step(alpha, "suspended", officer())
    assert "Alpha" in client.get(page + "?state=suspended").content.decode()
    assert client.get(page + "?state=nonsense").status_code == 404
