"""Three trustees, a group with a RED topic that none of them may read, and its people."""

from dataclasses import dataclass

import pytest

from community import membership
from community.forums import posting
from community.forums.models import Topic
from community.models import Group, Organisation, Person
from community.readers import viewer_for
from community.trustees import breaking
from community.trustees.breaking import Wish
from community.trustees.models import Opening
from tests import factories as make

REASON = "A member asks for it and the author cannot be reached."


@dataclass
class House:
    """Who is there. `author` wrote the topic, sealed its second post, `named` may read it."""

    one: Person
    two: Person
    three: Person
    author: Person
    named: Person
    bystander: Person
    room: Group
    topic: Topic


def trustee(place: Organisation, name: str) -> Person:
    who = make.member(place, name=name)
    membership.give_network_role(who, "trustee", by=make.SETUP, since=make.LONG_AGO)
    return who


def writer(person: Person) -> posting.Writer:
    return posting.Writer(viewer_for(person), person, person.seats.get().organisation)


@pytest.fixture
def house() -> House:
    office, firm = make.organisation("Office"), make.organisation("Firm")
    room = make.group("Soba", circle=Group.Circle.MEMBERS, ceiling="RED")
    author = make.member(firm, name="Anka Autor")
    named = make.member(firm, name="Imenovana Iva")
    for who in (author, named):
        make.join(who, room)
    topic = posting.start_topic(
        room,
        by=writer(author),
        title="Tajni naslov",
        words=posting.Words("Tajna rečenica.", "sr"),
        key="k1",
        label="RED",
        named=[named],
    )
    return House(
        one=trustee(office, "Prvi Poverenik"),
        two=trustee(office, "Druga Poverenica"),
        three=trustee(firm, "Treća Poverenica"),
        author=author,
        named=named,
        bystander=make.member(office, name="Bez Uloge"),
        room=room,
        topic=topic,
    )


def sealed_reply(house: House, key: str = "k2") -> int:
    """The author answers without a name; returns the post's number."""
    words = posting.Words("Zapečaćena rečenica.", "sr", sealed=True)
    topic = Topic.objects.get(pk=house.topic.pk)
    return posting.reply(topic, by=writer(house.author), words=words, key=key).number


def asked(house: House, *, by: Person | None = None, key: str = "f1", **more: object) -> Opening:
    by = by or house.one
    values = {
        "purpose": Opening.Purpose.READ,
        "kind": "topic",
        "uid": house.topic.uid,
        "reason": REASON,
    } | more
    return breaking.ask(Wish(**values), by=viewer_for(by), person=by, key=key)  # type: ignore[arg-type]


def confirmed(opening: Opening, by: Person, *, fresh: bool = True) -> Opening:
    return breaking.confirm(opening, by=viewer_for(by), person=by, is_fresh=fresh)
