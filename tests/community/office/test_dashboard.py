"""The secretariat's dashboard: what waits and how the network stands."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from community import membership
from community.models import NetworkRole, Organisation, Person
from community.office.panels import PanelDoubled, panel, panels_for
from community.queues import keeping, registry
from community.readers import viewer_for
from community.signin.models import Login
from tests import factories as make
from tests.conftest import ClientOf

pytestmark = pytest.mark.django_db
ROOM = "/en/office/"


@pytest.fixture
def secretary() -> Person:
    who = make.member(name="Secretary")
    membership.give_network_role(who, NetworkRole.Role.SECRETARIAT, by=make.SETUP)
    who.refresh_from_db()
    return who


def figures(who: Person) -> dict[str, int]:
    panels = panels_for(viewer_for(who), timezone.now())
    return {line.words: line.number for one in panels for line in one.lines}


def test_only_the_secretariat_has_an_office(client: Client, client_of: ClientOf) -> None:
    assert client.get(ROOM).status_code == 404
    assert client_of(make.member()).get(ROOM).status_code == 404


def test_members_are_counted_by_state(secretary: Person, client_of: ClientOf) -> None:
    before = figures(secretary)
    make.organisation(state=Organisation.State.SUSPENDED)
    make.person(state=Person.State.DORMANT)
    after = figures(secretary)
    assert after["Organisations: suspended"] == before.get("Organisations: suspended", 0) + 1
    assert after["Accounts asleep"] == before.get("Accounts asleep", 0) + 1
    page = client_of(secretary).get(ROOM)
    assert page.status_code == 200
    assert "Organisations: suspended" in page.content.decode()


def test_a_queue_tells_its_oldest_and_who_owns_nothing(secretary: Person) -> None:
    registry.register_queue("tests.panel", "Test queue", lambda viewer, uids: {})
    try:
        thing = make.organisation()
        keeping.put(
            "tests.panel",
            "organisation",
            thing.uid,
            role="secretariat",
            opened_at=timezone.now() - timedelta(days=9),
        )
        keeping.put("tests.panel", "organisation", make.organisation().uid, role="trustee")
        panels = panels_for(viewer_for(secretary), timezone.now())
        line = next(line for one in panels for line in one.lines if line.words == "Test queue")
        assert (line.number, line.late) == (1, True)
        assert line.note == "oldest: 9 days, 1 without an owner"
    finally:
        del registry._queues["tests.panel"]


def test_who_will_soon_sleep_is_counted(secretary: Person) -> None:
    make.person(seen_at=timezone.now() - timedelta(days=170))
    assert figures(secretary)["Fall asleep within 14 days"] == 1


def test_a_second_panel_of_one_name_is_refused() -> None:
    with pytest.raises(PanelDoubled):
        panel("members", order=1)(lambda viewer, now: None)  # type: ignore[arg-type,return-value]


def test_agreements_not_accepted_are_counted_with_their_date(secretary: Person) -> None:
    version = make.agreement("house-rules", "person", accept_by=timezone.now())
    panels = panels_for(viewer_for(secretary), timezone.now())
    lines = [line for one in panels for line in one.lines if "agreements" in line.url]
    assert [(line.number, line.late) for line in lines] == [(1, True)]
    assert str(version.agreement.uid) in lines[0].url


def test_a_login_from_a_new_country_is_shown(secretary: Person) -> None:
    who = make.member(name="Far Traveller")
    Login.objects.create(
        person=who,
        at=timezone.now(),
        outcome=Login.Outcome.IN,
        country="BR",
        new_country=True,
    )
    panels = panels_for(viewer_for(secretary), timezone.now())
    notes = {line.words: line.note for one in panels for line in one.lines}
    assert notes["Far Traveller"] == "from BR, new for this person"
