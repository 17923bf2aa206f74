"""The number on the button is the number of others who will be able to read it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from community.models import Group, Person
from community.readers import readers_of
from tests import factories as make

from .test_posting import start

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Group:
    return make.group(circle=Group.Circle.NETWORK, ceiling="RED")


@pytest.fixture
def people(room: Group) -> list[Person]:
    """Three in the group and two members beside it; the first one writes."""
    found = [make.member() for _each in range(5)]
    for who in found[:3]:
        make.join(who, room)
    return found


@pytest.mark.parametrize(("label", "others"), [("GREEN", 4), ("AMBER", 2)])
def test_a_reply_says_how_many_others_read_it(
    label: str,
    others: int,
    room: Group,
    people: list[Person],
    client_of: Callable[[Person], Client],
) -> None:
    topic = start(room, people[0], label=label)
    page = client_of(people[0]).get(_in_english("groups:topic", topic.uid)).content.decode()
    assert f"Send to {others} people" in page
    assert set(readers_of(topic.acl_id)) - {people[0]} == set(people[1 : others + 1])


@pytest.mark.parametrize(("label", "words"), [("GREEN", "Send to 4 people"), ("AMBER", "2 people")])
def test_a_new_topic_says_it_before_it_is_sent(
    label: str,
    words: str,
    room: Group,
    people: list[Person],
    client_of: Callable[[Person], Client],
) -> None:
    url = _in_english("groups:new-topic", room.uid)
    typed = {"title": "Т", "text": "т", "lang": "sr", "key": "k", "relabel": label}
    assert words in client_of(people[0]).post(url, typed).content.decode()


def test_who_does_not_send_is_told_no_number(
    room: Group, people: list[Person], client_of: Callable[[Person], Client]
) -> None:
    topic = start(room, people[0], label="GREEN")
    page = client_of(people[3]).get(_in_english("groups:topic", topic.uid)).content.decode()
    assert "Питање" in page
    assert "Reaches" not in page
    assert "people" not in page.partition("<main")[2].partition("</main>")[0]


def _in_english(name: str, uid: object) -> str:
    return "/en/" + reverse(name, args=[uid]).split("/", 2)[2]
