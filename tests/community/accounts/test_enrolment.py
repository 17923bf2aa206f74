"""Making a factor: its first code makes the session whole, and the recovery codes count once."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from community.audit.models import Entry
from community.models import Person
from tests.community.accounts.half_known import half_known
from tests.conftest import ClientOf
from tests.factories import PASSWORD, member
from tests.logging_in import CODE, LOGIN, code_from, code_of

AGAIN = "/accounts/reauthenticate/"
ACTIVATE = "/accounts/2fa/totp/activate/"
REPLACE = "/accounts/2fa/totp/replace/"
CODES = "/accounts/2fa/recovery-codes/"


def _enrolled(client: Client) -> Person:
    person = half_known(client)
    assert client.get(ACTIVATE).status_code == 302
    client.post(f"{AGAIN}?next={ACTIVATE}", {"password": PASSWORD})
    secret = client.get(ACTIVATE).context["form"].secret
    before = client.session.session_key
    assert client.post(ACTIVATE, {"code": code_from(secret)})["Location"] == CODES
    assert client.session.session_key != before
    return person


@pytest.mark.django_db(transaction=True)
def test_the_first_code_makes_the_session_whole(client: Client) -> None:
    person = _enrolled(client)
    assert client.get("/accounts/sessions/").status_code == 200
    verbs = Entry.objects.filter(actor_id=str(person.uid)).values_list("verb", "details")
    assert any(verb == "factor.add" and '"factor":"totp"' in told for verb, told in verbs)


@pytest.mark.django_db(transaction=True)
def test_recovery_codes_are_shown_once_and_count_once(client: Client) -> None:
    person = _enrolled(client)
    shown = client.get(CODES).context["unused_codes"]
    assert len(shown) == 10
    again = client.get(CODES).content.decode()
    assert not any(code in again for code in shown)
    for expected in (302, 200):
        other = Client(REMOTE_ADDR="127.0.0.9")
        other.post(LOGIN, {"login": person.email, "password": PASSWORD})
        assert other.post(CODE, {"code": shown[0]}).status_code == expected
        assert ("_auth_user_id" in other.session) is (expected == 302)


@pytest.mark.django_db(transaction=True)
def test_a_new_phone_replaces_the_old_one_at_its_first_code(client_of: ClientOf) -> None:
    person = member()
    client = client_of(person)
    assert client.get(REPLACE)["Location"].startswith(AGAIN)
    client.post(f"{AGAIN}?next={REPLACE}", {"password": PASSWORD})
    secret = client.get(REPLACE).context["form"].secret
    old = Authenticator.objects.get(user=person, type="totp").pk
    assert client.post(REPLACE, {"code": "12"}).status_code == 200
    assert Authenticator.objects.filter(pk=old).exists()
    client.get(REPLACE)
    secret = client.session["mfa.totp.secret"]
    assert client.post(REPLACE, {"code": code_from(secret)}).status_code == 302
    assert not Authenticator.objects.filter(pk=old).exists()
    assert code_of(person) == code_from(secret)


@pytest.mark.django_db
def test_a_stolen_password_alone_cannot_enrol_a_factor(client: Client) -> None:
    person = member(password=PASSWORD)
    client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    assert client.get(ACTIVATE)["Location"].startswith(LOGIN)
