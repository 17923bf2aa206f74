"""The trustees' pages, played in browsers of two trustees; and what others see of it."""

import re
import uuid
from collections.abc import Callable

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.audit.models import Entry
from community.duties import duties_of
from community.models import Person
from community.readers import viewer_for
from community.trustees.breaking import QUEUE
from community.trustees.keys import make_key
from community.trustees.models import Opening
from tests import factories as make

from .conftest import REASON, House, asked, confirmed, sealed_reply

pytestmark = pytest.mark.django_db

DESK = "/en/trustees/"
KEY = "/en/trustees/key/"
ClientOf = Callable[[Person], Client]
PHRASE = "four quiet words here"


def form(house: House, **more: object) -> dict[str, object]:
    return {
        "key": "k1",
        "purpose": "read",
        "thing": f"http://testserver/en/topics/{house.topic.uid}/",
        "kind": "topic",
        "reason": REASON,
    } | more


def place(opening: Opening, tail: str = "") -> str:
    return f"{DESK}openings/{opening.uid}/{tail}"


def test_two_trustees_break_the_glass_in_their_browsers(house: House, client_of: ClientOf) -> None:
    one, two, three = client_of(house.one), client_of(house.two), client_of(house.three)
    sent = one.post(DESK, form(house), follow=True)
    opening = Opening.objects.get()
    assert sent.redirect_chain == [(place(opening), 302)]
    assert "Confirm and break the glass" not in sent.content.decode()
    assert one.post(place(opening), {"act": "confirm"}).status_code == 403
    assert one.get(place(opening, "read/")).status_code == 404

    page = two.get(place(opening)).content.decode()
    assert "Confirm and break the glass" in page
    assert REASON in page
    assert "Tajni naslov" not in page
    assert two.post(place(opening), {"act": "confirm"}).status_code == 302
    for client in (one, two):
        shown = client.get(place(opening, "read/")).content.decode()
        assert "Tajni naslov" in shown
        assert "Tajna rečenica." in shown
    assert three.get(place(opening, "read/")).status_code == 404
    assert three.get(place(opening)).status_code == 200
    reads = Entry.objects.filter(verb="glass.read").values_list("actor_id", flat=True)
    assert list(reads) == [str(house.one.uid), str(house.two.uid)]
    refused = Entry.objects.get(verb="refused:glass.confirm")
    assert refused.actor_id == str(house.one.uid)


def test_a_stale_login_is_asked_again_before_the_glass_breaks(
    house: House, client_of: ClientOf
) -> None:
    opening = asked(house)
    client = client_of(house.two)
    with time_machine.travel(opening.asked_at, tick=False) as moment:
        moment.shift(400)
        response = client.post(place(opening), {"act": "confirm"})
    assert response.status_code == 302
    assert "/accounts/" in response.headers["Location"]
    opening.refresh_from_db()
    assert opening.confirmed_at is None


@pytest.mark.parametrize("role", ["bystander", "author", "named"])
def test_for_others_the_pages_are_not_there(house: House, client_of: ClientOf, role: str) -> None:
    opening = confirmed(asked(house), house.two)
    client = client_of(getattr(house, role))
    for address in (DESK, KEY, place(opening), place(opening, "read/")):
        assert client.get(address).status_code == 404
        assert client.post(address, form(house)).status_code == 404
    assert Opening.objects.count() == 1


@pytest.mark.usefixtures("frozen")
def test_breaking_the_glass_changes_nothing_for_anybody_else(
    house: House, client_of: ClientOf
) -> None:
    addresses = [
        *("/en/groups/", "/en/search/?q=Tajna", "/en/me/", "/en/advisories/"),
        f"/en/groups/{house.room.uid}/",
        f"/en/topics/{house.topic.uid}/",
    ]
    people = [house.named, house.bystander, house.three]

    def seen() -> dict[tuple[int, str], bytes]:
        return {
            (who.pk, address): _masked(client_of(who).get(address).content)
            for who in people
            for address in addresses
        }

    asked(house, uid=uuid.uuid4(), key="other")  # the trustee's own home tells of requests
    seen()
    before = seen()
    Opening.objects.all().delete()
    opening = confirmed(asked(house), house.two)
    client_of(house.one).get(place(opening, "read/"))
    after = seen()
    for key in before:
        if key[0] != house.three.pk:
            assert before[key] == after[key], key


def _masked(body: bytes) -> bytes:
    body = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", body)
    return re.sub(rb'name="(?:initial-)?key" value="[^"]*"', b"", body)


def test_asking_tells_not_whether_the_thing_exists(house: House, client_of: ClientOf) -> None:
    client = client_of(house.one)
    pages = []
    for number, uid in enumerate((house.topic.uid, uuid.uuid4())):
        client.post(DESK, form(house, key=f"k{number}", thing=str(uid)))
        opening = Opening.objects.get(thing_uid=uid)
        page = client.get(place(opening)).content
        for word in (str(uid), str(opening.uid)):
            page = page.replace(word.encode(), b"UID")
        pages.append(_masked(page))
    assert pages[0] == pages[1]


def test_nothing_behind_a_uid_is_said_when_two_have_acted(
    house: House, client_of: ClientOf
) -> None:
    opening = confirmed(asked(house, uid=uuid.uuid4()), house.two)
    page = client_of(house.one).get(place(opening, "read/"))
    assert page.status_code == 200
    assert "There is nothing" in page.content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"thing": "the topic about the bank"}, "Give one uid"),
        ({"thing": f"{uuid.uuid4()} {uuid.uuid4()}"}, "Give one uid"),
        ({"reason": "because"}, "at least 20 characters"),
        ({"purpose": "unseal"}, "Say which post"),
        ({"purpose": "delete"}, "valid choice"),
        ({"kind": "moon", "thing": str(uuid.uuid4())}, "valid choice"),
    ],
)
def test_bad_input_is_said_and_loses_nothing(
    house: House, client_of: ClientOf, wrong: dict[str, str], words: str
) -> None:
    response = client_of(house.one).post(DESK, form(house, **wrong))
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert (wrong.get("reason") or REASON) in page
    assert not Opening.objects.exists()


def test_kind_and_number_are_read_from_an_address(house: House, client_of: ClientOf) -> None:
    address = f"/sr/topics/{house.topic.uid}/posts/2/"
    client_of(house.one).post(DESK, form(house, purpose="unseal", thing=address, kind=""))
    opening = Opening.objects.get()
    assert (opening.thing_kind, opening.number) == ("topic", 2)


def test_unsealing_takes_both_passphrases(house: House, client_of: ClientOf) -> None:
    for person in (house.one, house.two):
        make_key(person, f"{PHRASE} {person.pk}", by=viewer_for(person))
    number = sealed_reply(house)
    opening = confirmed(asked(house, purpose="unseal", number=number), house.two)
    one, two = client_of(house.one), client_of(house.two)
    address = place(opening, "read/")

    assert "Anka Autor" not in one.get(address).content.decode()
    wrong = one.post(address, {"passphrase": f"{PHRASE} {house.two.pk}"})
    assert "opens none of your keys" in wrong.content.decode()
    after = one.post(address, {"passphrase": f"{PHRASE} {house.one.pk}"}, follow=True)
    assert "has not given their passphrase" in after.content.decode()
    assert "Anka Autor" not in after.content.decode()
    both = two.post(address, {"passphrase": f"{PHRASE} {house.two.pk}"}, follow=True)
    assert "Anka Autor" in both.content.decode()
    assert "records differ" not in both.content.decode()
    assert "Anka Autor" in one.get(address).content.decode()
    verbs = list(Entry.objects.filter(verb__in=["glass.share", "glass.unseal"]).values_list("verb"))
    assert [verb for (verb,) in verbs] == ["glass.share", "glass.share", *["glass.unseal"] * 2]


def test_a_forged_authorship_is_noticed(house: House, client_of: ClientOf) -> None:
    for person in (house.one, house.two):
        make_key(person, f"{PHRASE} {person.pk}", by=viewer_for(person))
    number = sealed_reply(house)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE forums_authorship SET person_id = %s WHERE post_id ="
            " (SELECT id FROM forums_post WHERE topic_id = %s AND number = %s)",
            [house.named.pk, house.topic.pk, number],
        )
    opening = confirmed(asked(house, purpose="unseal", number=number), house.two)
    for person in (house.one, house.two):
        page = client_of(person).post(
            place(opening, "read/"), {"passphrase": f"{PHRASE} {person.pk}"}, follow=True
        )
    assert "records differ" in page.content.decode()
    assert "Anka Autor" in page.content.decode()


def test_without_keys_the_forums_own_row_tells_the_two(house: House, client_of: ClientOf) -> None:
    number = sealed_reply(house)
    opening = confirmed(asked(house, purpose="unseal", number=number), house.two)
    assert "Anka Autor" in client_of(house.two).get(place(opening, "read/")).content.decode()
    assert client_of(house.three).get(place(opening, "read/")).status_code == 404


def test_an_open_post_has_nothing_to_unseal(house: House, client_of: ClientOf) -> None:
    opening = confirmed(asked(house, purpose="unseal", number=1), house.two)
    page = client_of(house.two).get(place(opening, "read/")).content.decode()
    assert "Nothing sealed is here" in page
    assert "Anka Autor" not in page


def test_a_key_is_made_on_its_page(house: House, client_of: ClientOf) -> None:
    client = client_of(house.one)
    for first, again in (("short", "short"), (PHRASE, PHRASE + "!"), ("", "")):
        page = client.post(KEY, {"passphrase": first, "again": again})
        assert page.status_code == 422
    assert "stored nowhere" in client.get(KEY).content.decode()
    assert client.post(KEY, {"passphrase": PHRASE, "again": PHRASE}).status_code == 302
    assert "You have a key since" in client.get(KEY).content.decode()
    assert Entry.objects.filter(verb="trustee.key", uid=str(house.one.uid)).count() == 1


def test_a_request_is_a_duty_of_the_other_trustees(house: House) -> None:
    asked(house)

    def told(person: Person) -> list[str]:
        duties = duties_of(viewer_for(person), person)
        return [duty.title for duty in duties if "/trustees/" in duty.url]

    assert told(house.two) == ["Prvi Poverenik asks to break the glass"]
    assert told(house.one) == []
    assert told(house.bystander) == []


def test_the_queue_shows_it_to_trustees_and_not_to_who_asked(house: House) -> None:
    from community.queues.registry import queue

    opening = asked(house)
    shown = queue(QUEUE).show(viewer_for(house.two), [opening.uid])[opening.uid]
    assert shown.not_for is not None
    assert house.one.pk in shown.not_for
    assert queue(QUEUE).show(viewer_for(house.bystander), [opening.uid]) == {}


def test_the_number_of_queries_does_not_grow(house: House, client_of: ClientOf) -> None:
    client = client_of(house.one)

    def queries() -> int:
        client.get(DESK)
        with CaptureQueriesContext(connection) as captured:
            client.get(DESK)
        return len(captured)

    asked(house, uid=uuid.uuid4())
    few = queries()
    for number in range(15):
        asked(house, uid=uuid.uuid4(), key=f"n{number}")
    assert queries() == few


def test_an_advisory_is_read_behind_the_glass(house: House, client_of: ClientOf) -> None:
    from tests.access.cast import advisory

    firm = make.organisation("CERT")
    team = make.team(firm)
    people = {duty: make.member(firm, name=duty) for duty in ("author", "reviewer", "publisher")}
    for duty, who in people.items():
        make.put_on(team, who, reviews=duty == "reviewer", releases=duty == "publisher")
    made = advisory(team, people, "Skriveno upozorenje", "AMBER", until="draft")
    opening = confirmed(asked(house, kind="advisory", uid=made.uid), house.two)
    page = client_of(house.one).get(place(opening, "read/")).content.decode()
    assert "Skriveno upozorenje" in page
    assert "TLP:AMBER" in page
