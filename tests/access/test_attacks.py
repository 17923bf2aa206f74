"""Attacks that once succeeded: each of these showed something, or lost something."""

import re

import pytest
from django.test import Client

from community.audit.models import Entry
from community.forums.models import Post
from community.models import Group, Person
from community.readers import viewer_for
from portal.advisories import drafting
from portal.advisories.audience import Recipients
from portal.advisories.models import Advisory
from search.service import Ask, search
from tests import factories as make
from tests.community.forums.test_posting import start
from tests.conftest import ClientOf
from tests.portal.advisories.desk import Desk
from tests.portal.advisories.test_desk_pages import typed

pytestmark = pytest.mark.django_db
DESK = "/en/advisories/desk/"


@pytest.fixture
def room() -> Group:
    return make.group("Energy", circle=Group.Circle.NETWORK, ceiling="RED")


@pytest.fixture
def people(room: Group) -> tuple[Person, Person]:
    """A member of the room and another, who are all it has."""
    one, other = make.member(name="Ina Unutra"), make.member(name="Iva Takođe")
    for who in (one, other):
        make.join(who, room)
    return one, other


def opened(person: Person, verb: str) -> int:
    return Entry.objects.filter(actor_id=str(person.uid), verb=verb).count()


@pytest.mark.parametrize("body", [{"relabel": "RED"}, {"label": "RED", "text": "x"}, {}])
def test_a_refused_form_does_not_name_the_members_of_the_group(
    room: Group, people: tuple[Person, Person], client_of: ClientOf, body: dict[str, str]
) -> None:
    answer = client_of(make.member()).post(f"/en/groups/{room.uid}/new/", body)
    assert answer.status_code == 403
    assert "Iva Tako" not in answer.content.decode()


def test_every_opening_of_a_red_topic_is_logged(
    room: Group, people: tuple[Person, Person], client_of: ClientOf
) -> None:
    one, other = people
    topic = start(room, one, label="RED", named=[other])
    client = client_of(other)
    for path in (f"/en/topics/{topic.uid}/", f"/en/topics/{topic.uid}/?page=1"):
        client.get(path)
    assert opened(other, "topic.open") == 2


def test_the_opening_of_a_milder_topic_is_not_logged(
    room: Group, people: tuple[Person, Person], client_of: ClientOf
) -> None:
    topic = start(room, people[0], label="AMBER")
    client_of(people[1]).get(f"/en/topics/{topic.uid}/")
    assert opened(people[1], "topic.open") == 0


def test_a_red_draft_that_comes_back_with_a_refusal_was_opened_too(client_of: ClientOf) -> None:
    desk = Desk()
    red = desk.draft("RED", to=Recipients(persons=(desk.reviewer,)))
    client = client_of(desk.author)
    answer = client.post(f"{DESK}{red.uid}/", {"act": "no-such-act", "revision": "0"})
    assert (answer.status_code, "Pumpa staje" in answer.content.decode()) == (422, True)
    assert opened(desk.author, "advisory.open") == 1


def test_search_shows_nothing_of_a_red_text_whose_opening_would_be_logged() -> None:
    desk = Desk()
    desk.released("RED", to=Recipients(persons=(desk.reviewer,)))
    (hit,) = search(viewer_for(desk.reviewer), Ask("Pumpa staje")).hits
    assert "staje" not in str(hit.snippet)


def test_a_list_shows_nothing_of_a_red_text_whose_opening_would_be_logged(
    client_of: ClientOf,
) -> None:
    desk = Desk()
    desk.released("RED", to=Recipients(persons=(desk.reviewer,)))
    page = client_of(desk.reviewer).get("/en/advisories/").content.decode()
    assert "Kolibri" in page
    assert "Pumpa staje" not in page


def test_who_left_the_desk_does_not_read_what_it_names_red_later(client_of: ClientOf) -> None:
    from community import membership

    desk = Desk()
    advisory = desk.released("GREEN").advisory
    membership.end_seat(desk.author.seats.get(), by=make.SETUP)
    membership.seat_person(desk.author, make.organisation(), by=make.SETUP, since=make.LONG_AGO)
    desk.author = desk.second
    desk.edit(advisory, "RED", to=Recipients(persons=(desk.reviewer,)))
    named = (desk.reviewer, desk.publisher)
    drafting.submit(advisory, by=desk.by(desk.author), reviewers=named)
    drafting.approve(advisory, by=desk.by(desk.reviewer))
    release = desk.release(advisory)
    left = Person.objects.exclude(pk=desk.second.pk).get(name="Ana Autorović")
    assert release.acl_id not in viewer_for(left).acl_ids
    assert release.acl_id in viewer_for(desk.second).acl_ids


def test_another_reply_under_a_used_key_is_not_swallowed(
    room: Group, people: tuple[Person, Person], client_of: ClientOf
) -> None:
    one, _other = people
    topic, elsewhere = start(room, one, key="a"), start(room, one, key="b")
    client = client_of(one)
    body = {"lang": "sr", "key": "c", "on_behalf_of": one.seats.get().organisation.uid}
    client.post(f"/en/topics/{topic.uid}/reply/", body | {"text": "Prvi"})
    for place, text in ((topic, "Drugi"), (elsewhere, "Prvi")):
        answer = client.post(f"/en/topics/{place.uid}/reply/", body | {"text": text})
        page = answer.content.decode()
        assert (answer.status_code, text in page) == (409, True)
        key = re.search(r'name="key" value="([^"]*)"', page)
        assert key is not None
        assert key[1] != "c"
        again = client.post(f"/en/topics/{place.uid}/reply/", body | {"text": text, "key": key[1]})
        assert again.status_code == 302
    assert set(Post.objects.filter(number=2).values_list("source", flat=True)) == {"Prvi"}
    assert Post.objects.filter(source="Drugi").count() == 1


def test_another_topic_under_a_used_key_is_not_swallowed(
    room: Group, people: tuple[Person, Person], client_of: ClientOf
) -> None:
    one, _other = people
    client = client_of(one)
    body = {"lang": "sr", "key": "c", "on_behalf_of": one.seats.get().organisation.uid}
    body |= {"label": "AMBER", "kind": "discussion", "text": "Isto"}
    path = f"/en/groups/{room.uid}/new/"
    assert client.post(path, body | {"title": "Jedan"}).status_code == 302
    answer = client.post(path, body | {"title": "Dva"})
    assert (answer.status_code, "Dva" in answer.content.decode()) == (409, True)


def test_another_draft_under_a_used_key_is_not_swallowed(client_of: ClientOf) -> None:
    desk = Desk()
    client = client_of(desk.author)
    assert client.post(f"{DESK}new/", typed(desk, title="Jedan")).status_code == 302
    assert client.post(f"{DESK}new/", typed(desk, title="Jedan")).status_code == 302
    answer = client.post(f"{DESK}new/", typed(desk, title="Dva"))
    page = answer.content.decode()
    assert (answer.status_code, "Dva" in page) == (409, True)
    key = re.search(r'name="key" value="([^"]*)"', page)
    assert key is not None
    again = client.post(f"{DESK}new/", typed(desk, title="Dva", key=key[1]))
    assert again.status_code == 302
    assert set(Advisory.objects.values_list("draft_title", flat=True)) == {"Jedan", "Dva"}


PRIVATE = [
    *("/en/no-such-page/", "/en/groups/", "/en/advisories/desk/", "/admin/"),
    *("/accounts/2fa/", "/accounts/email/", "/accounts/sessions/", "/accounts/password/change/"),
]


@pytest.mark.parametrize("path", PRIVATE)
def test_nothing_that_a_session_is_shown_is_kept_on_the_way(client_of: ClientOf, path: str) -> None:
    answer = client_of(make.member()).get(path)
    assert "no-store" in answer.headers.get("Cache-Control", "")


def test_what_everybody_sees_may_be_kept(client: Client, db: None) -> None:
    assert "no-store" not in client.get("/en/advisories/").headers.get("Cache-Control", "")


TURNED = "\u202eDER:PLT\u2066 pump\u200ba\ufeff"


def test_a_title_cannot_turn_the_text_around_it(
    room: Group, people: tuple[Person, Person], client_of: ClientOf
) -> None:
    one, _other = people
    desk = Desk()
    body = {"lang": "sr", "key": "c", "on_behalf_of": one.seats.get().organisation.uid}
    body |= {"label": "AMBER", "kind": "discussion", "text": "Isto", "title": TURNED}
    client_of(one).post(f"/en/groups/{room.uid}/new/", body)
    client_of(desk.author).post(f"{DESK}new/", typed(desk, title=TURNED))
    assert room.topics.get().title == "DER:PLT pumpa"
    assert Advisory.objects.get().draft_title == "DER:PLT pumpa"
