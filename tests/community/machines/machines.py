"""A machine for tests: an administrator, a token made through the verb, a client that shows it."""

from collections.abc import Iterable
from datetime import timedelta

from django.test import Client

from community.machines.keeping import Made, Maker, Wish, make_token
from community.models import Group, Organisation, Person, Seat
from community.readers import viewer_for
from tests import factories as make


def administrator(of: Organisation, **fields: object) -> Person:
    """A member who may make tokens for `of`."""
    return make.member(of, role=Seat.Role.ADMINISTRATOR, **fields)


def maker_of(person: Person) -> Maker:
    """The person as they stand now."""
    person.refresh_from_db()
    return Maker(viewer_for(person), person)


def token(
    of: Organisation,
    by: Person,
    ceiling: str = "AMBER",
    groups: Iterable[Group] = (),
    *,
    key: str = "k",
    days: int = 90,
) -> Made:
    """A token with its text."""
    wish = Wish("Feed reader", ceiling, timedelta(days=days), tuple(groups))
    return make_token(of, wish, by=maker_of(by), key=key)


def machine(text: str) -> Client:
    """A client that sends the token as machines do, and follows nothing."""
    return Client(headers={"Authorization": f"Bearer {text}"})
