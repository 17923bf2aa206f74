"""Accounts of people who come with an approved list."""

from allauth.account.models import EmailAddress

from community import founding, membership
from community.access.actors import Actor
from community.models import Person


def vetted_account(email: str, *, by: Actor, **fields: object) -> Person:
    """The account of an address, new if there is none; vetted by those who approved the list.

    A new one has no password, and its address is not confirmed before its owner has typed the
    code that is mailed to them. LookupError for an account that cannot be vetted this way.
    """
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        person = founding.open_account(email, by=by, **fields)
        EmailAddress.objects.create(user=person, email=person.email, primary=True)
    if person.state in (Person.State.APPLICANT, Person.State.LEFT):
        membership.set_person_state(person, Person.State.VETTED, by=by)
    return person
