"""Accounts of people who come with an approved list."""

from typing import Any

from allauth.account.models import EmailAddress

from community import founding, membership
from community.access.actors import Actor
from community.models import Person


def open_vetted(email: str, *, by: Actor, **fields: Any) -> Person:
    """A new account, vetted by those who approved the list.

    It has no password, and its address is not confirmed before its owner has typed the code
    that is mailed to them.
    """
    person = founding.open_account(email, by=by, **fields)
    EmailAddress.objects.create(user=person, email=person.email, primary=True)
    membership.set_person_state(person, Person.State.VETTED, by=by)
    return person
