"""The directory and profiles: who is seen by whom, and that what is hidden leaves no hole."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community import founding, membership
from community.models import Organisation, Person
from community.profiles.models import TeamCard
from community.profiles.visibility import visible_organisations, visible_people
from community.readers import viewer_for
from search import registry
from tests import factories as make
from tests.conftest import ClientOf

pytestmark = pytest.mark.django_db
LIST = "/en/directory/"
RANDOM = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]*"|nonce-[\w+/=-]+|"CSRF_TOKEN": "[^"]*"'
)


def registered(name: str, **fields: object) -> Organisation:
    """An active organisation, registered and found as in life."""
    values = {"short_name": name[:60], "kind": "company", "country": "RS", "sector": "banking"}
    made = founding.register_organisation(by=make.SETUP, name=name, **(values | fields))
    membership.set_organisation_state(made, Organisation.State.ACTIVE, by=make.SETUP)
    return made


def page_of(organisation: Organisation) -> str:
    return f"/en/organisations/{organisation.uid}/"


def seen_by(client: Client, *addresses: str) -> list[bytes]:
    return [RANDOM.sub(b"", client.get(address).content) for address in addresses]


ASKED = (
    LIST,
    LIST + "?country=RS",
    LIST + "?kind=company&sector=banking",
    "/en/search/?q=ruter",
    "/en/search/?q=ruter&kind=organisation",
    "/sr-latn/directory/",
)


def test_an_organisation_without_public_profile_does_not_exist_for_a_visitor() -> None:
    registered("Open ruter", public_profile=True)
    visitor = Client()
    absent = RANDOM.sub(b"", visitor.get(f"/en/organisations/{make.person().uid}/").content)
    before = seen_by(visitor, *ASKED)
    hidden = registered("Closed ruter", about="ruter")
    team = founding.found_team(hidden, by=make.SETUP, name="ruter watch", phone="+381 11 555 0199")
    TeamCard.objects.create(team=team, is_public=True)
    registry.touch("organisation", hidden.uid)
    assert seen_by(visitor, *ASKED) == before
    answer = visitor.get(page_of(hidden))
    assert answer.status_code == 404
    shown = RANDOM.sub(b"", answer.content)
    mask = re.compile(rb"[0-9a-f]{8}-[0-9a-f-]{27}")
    assert mask.sub(b"", shown) == mask.sub(b"", absent)


def test_members_see_every_active_organisation(client_of: ClientOf) -> None:
    open_one, closed = registered("Open one", public_profile=True), registered("Closed one")
    client = client_of(make.member())
    text = client.get(LIST).content.decode()
    assert "Open one" in text
    assert "Closed one" in text
    for one in (open_one, closed):
        assert client.get(page_of(one)).status_code == 200
    found = client.get("/en/search/?q=closed&kind=organisation").content.decode()
    assert page_of(closed) in found


@pytest.mark.parametrize("state", ["suspended", "left", "applicant"])
def test_what_is_not_active_is_not_there_for_anybody(state: str, client_of: ClientOf) -> None:
    one = registered("Once ruter", public_profile=True)
    if state == "applicant":
        one = founding.register_organisation(
            by=make.SETUP, name="New ruter", short_name="N", kind="bank", country="RS"
        )
    else:
        membership.set_organisation_state(one, state, by=make.SETUP)
    for client in (Client(), client_of(make.member())):
        assert client.get(page_of(one)).status_code == 404
        assert one.name not in client.get(LIST).content.decode()
        assert page_of(one) not in client.get("/en/search/?q=ruter").content.decode()


def test_an_organisation_whose_time_is_over_is_not_there() -> None:
    registered("Over", public_profile=True, active_until=make.LONG_AGO)
    assert "Over" not in Client().get(LIST).content.decode()


def test_a_visitor_sees_no_people_no_domains_and_no_team_that_is_not_public() -> None:
    one = founding.register_organisation(
        by=make.SETUP,
        domains=["secret-domain.example"],
        confirmed_at=make.LONG_AGO,
        name="Open",
        short_name="Open",
        kind="bank",
        country="RS",
        public_profile=True,
    )
    membership.set_organisation_state(one, "active", by=make.SETUP)
    make.member(one, name="Petra Primer")
    shown = founding.found_team(one, by=make.SETUP, name="Shown team", mailbox="t@open.example")
    TeamCard.objects.create(team=shown, is_public=True)
    founding.found_team(one, by=make.SETUP, name="Inner team", mailbox="inner@open.example")
    for address in (page_of(one), LIST):
        text = Client().get(address).content.decode()
        assert "Shown team" in text
        assert "Petra" not in text
        assert "secret-domain" not in text
        assert "Inner team" not in text


def hideable(of: Organisation) -> Person:
    return make.member(of, name="Zora Skrivena", job_title="Skrivena")


def test_a_hidden_person_leaves_no_hole_for_members(client_of: ClientOf) -> None:
    one = registered("Firm ruter")
    make.member(one, name="Ana Vidljiva")
    client = client_of(make.member())
    asked = (page_of(one), LIST, "/en/search/?q=skrivena", "/en/search/?q=zora")
    before = seen_by(client, *asked)
    person = hideable(one)
    person.hidden = True
    person.save()
    assert seen_by(client, *asked) == before
    assert client.get(page_of(one) + "?page=2").status_code == 404
    person.hidden = False
    person.save()
    assert "Zora Skrivena" in client.get(page_of(one)).content.decode()


def test_hidden_people_fill_no_page(client_of: ClientOf) -> None:
    one = registered("Firm")
    for number in range(31):
        make.member(one, name=f"Person {number:02}", hidden=number == 30)
    client = client_of(make.member())
    assert "?page=2" not in client.get(page_of(one)).content.decode()
    assert client.get(page_of(one) + "?page=2").status_code == 404


def test_only_who_has_standing_and_a_seat_is_listed() -> None:
    one = registered("Firm")
    viewer = viewer_for(make.member())
    here = make.member(one, name="Here")
    make.member(one, name="Asleep", state="dormant")
    left = make.member(one, name="Gone")
    membership.end_seat(left.seats.get(), by=make.SETUP)
    assert list(visible_people(viewer, one)) == [here]


def test_who_has_lost_standing_sees_what_a_visitor_sees() -> None:
    registered("Open", public_profile=True)
    registered("Closed")
    outside = viewer_for(make.member(state="suspended"))
    assert [one.name for one in visible_organisations(outside)] == ["Open"]


def test_filters_count_what_the_viewer_may_see(client_of: ClientOf) -> None:
    registered("Open", public_profile=True, country="ME")
    registered("Closed", country="ME")
    text = Client().get(LIST + "?country=ME").content.decode()
    assert "1 organisation<" in text
    member = client_of(make.member())
    assert "2 organisations<" in member.get(LIST + "?country=ME").content.decode()
    assert "No organisation has all of these" in member.get(LIST + "?country=XX").content.decode()


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_the_queries_of_the_directory_and_a_profile_do_not_grow(client_of: ClientOf) -> None:
    client = client_of(make.member())
    one, other = registered("Firm"), registered("Other", sector="energy", country="ME")

    def add(number: int) -> None:
        for organisation in (one, other, registered(f"Firm {number}")):
            team = founding.found_team(organisation, by=make.SETUP, name=f"Team {number}")
            TeamCard.objects.create(team=team)
            make.member(organisation)

    addresses = (LIST, page_of(one))
    add(0)
    before = [queries_of(client, address) for address in addresses]
    for number in range(1, 12):
        add(number)
    assert [queries_of(client, address) for address in addresses] == before
