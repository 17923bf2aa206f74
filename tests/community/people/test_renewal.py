"""A session's key changes with what its person may, and only then."""

from allauth.usersessions.models import UserSession

from community.people import roles
from tests import factories as make
from tests.conftest import ClientOf

from .stage import Stage, seat

PAGE = "/en/groups/"


def test_a_new_role_brings_a_new_key(stage: Stage, client_of: ClientOf) -> None:
    client = client_of(stage.member)
    client.get(PAGE)
    before = client.session.session_key
    client.get(PAGE)
    assert client.session.session_key == before, "nothing has changed"
    roles.give_role(seat(stage.member), "administrator", by=stage.admin)
    client.get(PAGE)
    after = client.session.session_key
    assert after != before
    assert client.get("/accounts/2fa/").status_code == 200, "still logged in"
    assert not UserSession.objects.filter(session_key=before).exists()
    assert UserSession.objects.filter(user=stage.member, session_key=after).count() == 1


def test_other_peoples_keys_stay(stage: Stage, client_of: ClientOf) -> None:
    client = client_of(make.member())
    before = client.session.session_key
    roles.give_role(seat(stage.member), "administrator", by=stage.admin)
    client.get(PAGE)
    assert client.session.session_key == before
