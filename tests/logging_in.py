"""Logging a person in as a person does it: the forms, the password, the code of the app."""

import time
from itertools import count

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.http import HttpResponse
from django.test import Client

from community.enrolment import confirm_address, give_totp
from community.models import Person
from tests.factories import PASSWORD

LOGIN = "/accounts/login/"
CODE = "/accounts/2fa/authenticate/"
_addresses = count(2)


def enrol(person: Person, password: str = PASSWORD) -> str:
    """Gives `person` a password, a confirmed address and a new TOTP secret; returns that."""
    if not person.check_password(password):
        person.set_password(password)
        person.save(update_fields=["password"])
    confirm_address(person)
    return give_totp(person)


def code_of(person: Person) -> str:
    """What the authenticator app of `person` shows now."""
    factor = Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP)
    return code_from(decrypt(factor.data["secret"]))


def code_from(secret: str) -> str:
    """The six digits that belong to `secret` now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def log_in(client: Client, person: Person, password: str = PASSWORD) -> Client:
    """Logs `person` in through both forms and returns the client, which keeps the cookie.

    The secret is a new one each time, so that two logins within 30 seconds do not meet the
    guard against using a code twice; each login comes from a loopback address of its own, so
    that it does not meet the limit of logins per address either.
    """
    number = next(_addresses)
    client.defaults["REMOTE_ADDR"] = f"127.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    enrol(person, password)
    client.get(LOGIN)
    response = client.post(LOGIN, {"login": person.email, "password": password})
    assert response.headers.get("Location") == CODE, f"password refused: {response.status_code}"
    response = post_code(client, person)
    assert response.status_code == 302, "code refused"
    return client


def post_code(client: Client, person: Person) -> HttpResponse:
    """Posts the current code; once more if its half minute ran out on the way."""
    code = code_of(person)
    response = client.post(CODE, {"code": code})
    if response.status_code != 302 and code_of(person) != code:
        response = client.post(CODE, {"code": code_of(person)})
    return response
