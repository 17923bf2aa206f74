"""A mailed code gives a new password and nothing else."""

import pytest
from django.test import Client

from community.enrolment import give_totp
from tests.community.accounts.mail import last_mail, mailed_code
from tests.conftest import ClientOf
from tests.factories import PASSWORD, member
from tests.logging_in import CODE, LOGIN, enrol, log_in, post_code

pytestmark = pytest.mark.django_db
RESET = "/accounts/password/reset/"
CONFIRM = f"{RESET}confirm/"
COMPLETE = f"{RESET}complete/"
NEW = "another horse, another staple"


def _with_code(client: Client, email: str) -> str:
    client.post(RESET, {"email": email})
    return mailed_code(email)


def test_the_factor_is_still_asked_after_a_new_password(client_of: ClientOf) -> None:
    person = member()
    old_session = client_of(person)
    client = Client()
    client.post(CONFIRM, {"code": _with_code(client, person.email)})
    client.post(COMPLETE, {"password1": NEW, "password2": NEW})
    assert "_auth_user_id" not in client.session
    assert client.post(LOGIN, {"login": person.email, "password": PASSWORD}).status_code == 200
    assert client.post(LOGIN, {"login": person.email, "password": NEW})["Location"] == CODE
    assert "_auth_user_id" not in client.session
    give_totp(person)
    assert post_code(client, person).status_code == 302
    assert old_session.get("/accounts/2fa/").status_code == 302


def test_a_code_counts_once_and_in_its_own_browser(client: Client) -> None:
    person = member()
    enrol(person)
    code = _with_code(client, person.email)
    other = Client()
    assert other.post(CONFIRM, {"code": code})["Location"] != COMPLETE
    assert client.post(CONFIRM, {"code": code})["Location"] == COMPLETE
    client.post(COMPLETE, {"password1": NEW, "password2": NEW})
    assert client.post(CONFIRM, {"code": code})["Location"] != COMPLETE
    assert client.post(COMPLETE, {"password1": PASSWORD, "password2": PASSWORD}).status_code == 302
    person.refresh_from_db()
    assert person.check_password(NEW)


def test_the_mail_names_no_key_of_the_account(client: Client) -> None:
    person = member()
    enrol(person)
    _with_code(client, person.email)
    assert "http" not in last_mail(person.email).text


def test_changing_the_password_ends_the_other_sessions(client_of: ClientOf) -> None:
    person = member()
    here = client_of(person)
    there = log_in(Client(), person)
    here.post("/accounts/reauthenticate/", {"password": PASSWORD})
    typed = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert here.post("/accounts/password/change/", typed).status_code == 302
    assert here.get("/accounts/2fa/").status_code == 200
    assert there.get("/accounts/2fa/").status_code == 302
