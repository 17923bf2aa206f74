"""Every form at the door slows guessing down, by address and by account, whatever is rolled back.

Forty tries each: forty from one address, and forty addresses at one account.
"""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from community.enrolment import confirm_address
from community.models import Person
from community.signin.models import Login
from tests.community.accounts.half_known import half_known
from tests.community.accounts.mail import mailed_code
from tests.factories import PASSWORD, member
from tests.logging_in import CODE, LOGIN, enrol, log_in

pytestmark = pytest.mark.django_db
RESET = "/accounts/password/reset/"
PASSKEY = "/accounts/2fa/webauthn/login/"
AGAIN = "/accounts/reauthenticate/"
CODE_AGAIN = "/accounts/2fa/reauthenticate/"
TRIES = 40
SLOWED = "Too many attempts"
WRONG = "This code is not right"


def _english(address: str) -> Client:
    return Client(REMOTE_ADDR=address, headers={"accept-language": "en"})


def _judged(client: Client, path: str, typed: dict[str, str]) -> bool:
    """Whether the try was looked at, and not told to wait."""
    answer = client.post(path, typed)
    return answer.status_code != 429 and SLOWED not in answer.content.decode()


def _wrong(client: Client, path: str) -> bool:
    """Whether a code was looked at and found wrong."""
    answer = client.post(path, {"code": "AAAA"})
    return answer.status_code == 200 and WRONG in answer.content.decode()


def _person() -> Person:
    person = member(password=PASSWORD)
    enrol(person)
    return person


def _password(email: str, address: str) -> bool:
    return _judged(_english(address), LOGIN, {"login": email, "password": "wrong"})


def test_passwords_from_one_address() -> None:
    judged = [_password(f"somebody{n}@elsewhere.example", "127.8.0.1") for n in range(TRIES)]
    assert sum(judged) == 10
    assert Login.objects.filter(outcome="slowed", address="127.8.0.1").exists()


def test_passwords_at_one_account_from_forty_addresses() -> None:
    person = _person()
    assert sum(_password(person.email, f"127.8.1.{n}") for n in range(TRIES)) == 5


def test_unknown_accounts_are_slowed_alike() -> None:
    told = [_password("nobody@elsewhere.example", f"127.8.1.{n}") for n in range(TRIES)]
    assert sum(told) == 5


def test_codes_of_the_app_and_recovery_codes() -> None:
    person = _person()
    judged = 0
    for number in range(TRIES):
        client = _english(f"127.8.2.{number}")
        client.post(LOGIN, {"login": person.email, "password": PASSWORD})
        code = "000000" if number % 2 else "abcd1234"
        judged += _judged(client, CODE, {"code": code})
    assert judged == 5


def test_mailed_codes_of_a_login() -> None:
    """Three tries of one code; and each new code costs a mail, a login and a try of the address."""
    client = _english("127.8.3.1")
    judged = 0
    for _number in range(15):
        person = member(password=PASSWORD)
        confirm_address(person)
        client.post(LOGIN, {"login": person.email, "password": PASSWORD})
        path = "/accounts/login/code/confirm/"
        judged += sum(_wrong(client, path) for _n in range(3))
    # Of three tries the third ends the code; thirty in ten minutes end them all.
    assert judged == 20


def test_asking_for_a_new_password() -> None:
    client = _english("127.8.4.1")
    by_address = [_judged(client, RESET, {"email": f"n{n}@e.example"}) for n in range(TRIES)]
    assert sum(by_address) == 20
    person = _person()
    by_account = [
        _judged(_english(f"127.8.5.{n}"), RESET, {"email": person.email}) for n in range(TRIES)
    ]
    assert sum(by_account) == 5


def test_codes_of_a_new_password() -> None:
    judged = 0
    for _number in range(14):
        client, person = _english("127.8.6.1"), _person()
        if client.post(RESET, {"email": person.email}).status_code == 302:
            path = f"{RESET}confirm/"
            judged += sum(_wrong(client, path) for _n in range(3))
    # Of three tries the third ends the code; thirty in ten minutes end them all.
    assert judged == 20


def test_passkeys_from_one_address() -> None:
    client = _english("127.8.7.1")
    answers = [client.post(PASSKEY, {"credential": "{}"}).status_code for _n in range(TRIES)]
    assert answers.count(429) == TRIES - 30


@pytest.mark.parametrize("path", [AGAIN, CODE_AGAIN])
def test_asking_again(path: str) -> None:
    client = log_in(Client(headers={"accept-language": "en"}), _person())
    typed = {"password": "wrong", "code": "abc"}
    assert sum(_judged(client, path, typed) for _n in range(TRIES)) <= 10


def test_mailed_codes_of_an_address(client: Client) -> None:
    half_known(client)
    client.post(AGAIN, {"password": PASSWORD})
    client.post("/accounts/email/", {"email": "second@members.example", "action_add": ""})
    path = reverse("account_email_verification_sent")
    assert mailed_code("second@members.example")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert [_wrong(client, path) for _n in range(TRIES)].count(True) == 2


def test_a_rolled_back_transaction_forgets_no_wrong_password() -> None:
    person = _person()
    for number in range(6):
        with transaction.atomic():
            _password(person.email, f"127.8.8.{number}")
            transaction.set_rollback(True)
    assert not _password(person.email, "127.8.8.9")


def test_the_page_points_to_the_passkey() -> None:
    person = _person()
    for number in range(6):
        answer = _english(f"127.8.9.{number}").post(
            LOGIN, {"login": person.email, "password": "wrong"}
        )
    page = answer.content.decode()
    assert "use your passkey" in page
    assert 'id="passkey_login"' in page
