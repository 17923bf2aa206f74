"""Somebody whose password and mail were right, and who has no second factor yet."""

from django.test import Client

from community.enrolment import confirm_address
from community.models import Person
from tests.community.accounts.mail import mailed_code
from tests.factories import PASSWORD, member
from tests.logging_in import LOGIN

CODE = "/accounts/login/code/confirm/"


def half_known(client: Client) -> Person:
    """Opens a session by password and mailed code for a new person, whom it returns."""
    person = member(name="Half Known", password=PASSWORD)
    confirm_address(person)
    answer = client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    assert answer["Location"] == CODE
    assert "_auth_user_id" not in client.session
    client.post(CODE, {"code": mailed_code(person.email)})
    assert client.session["_auth_user_id"] == str(person.pk)
    return person
