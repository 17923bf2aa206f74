"""The list of what waits: every registered queue, and no hole for what one may not see."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.access.viewer import Viewer
from community.audit.models import Entry
from community.queues import keeping, registry
from community.queues.models import Item
from community.queues.registry import QueueDoubled, Shown
from tests import factories as make
from tests.community.joining.cases import open_case, secretary, viewer
from tests.conftest import ClientOf

pytestmark = pytest.mark.django_db
NAME, LIST = "trial", "/en/office/queues/"
hidden: set[UUID] = set()
barred: dict[int, str] = {}


def _show(_viewer: Viewer, uids: Sequence[UUID]) -> Mapping[UUID, Shown]:
    """Everything but what is hidden."""
    return {
        uid: Shown(f"Trial {uid}", "/en/", "Look at it", barred)
        for uid in uids
        if uid not in hidden
    }


@pytest.fixture(autouse=True)
def trial() -> Iterator[None]:
    """A queue of its own, as a slice registers one."""
    registry.register_queue(NAME, "Trials", _show)
    yield
    del registry._queues[NAME]
    hidden.clear()
    barred.clear()


def _put() -> UUID:
    uid = uuid4()
    keeping.put(NAME, "trial", uid, role="secretariat")
    return uid


def test_a_queue_of_another_slice_appears_by_itself(client_of: ClientOf) -> None:
    uid = _put()
    case = open_case()
    page = client_of(secretary()).get(LIST).content.decode()
    for word in (f"Trial {uid}", "Look at it", "Trials", case.application.name, "2 votes"):
        assert word in page
    with pytest.raises(QueueDoubled):
        registry.register_queue(NAME, "Again", _show)


def test_what_one_may_not_see_leaves_no_hole(client_of: ClientOf) -> None:
    one = secretary()
    client = client_of(one)
    _put()
    client.get(LIST)
    before = client.get(LIST).content
    for _each in range(30):
        hidden.add(_put())
    after = client.get(LIST).content
    assert _masked(before) == _masked(after)
    item = Item.objects.get(thing_uid=next(iter(hidden)))
    assert client.get(f"{LIST}{item.uid}/").status_code == 404
    assert client.post(f"{LIST}{item.uid}/", {"act": "take"}).status_code == 404


def _masked(page: bytes) -> bytes:
    import re

    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", page)


def test_who_has_no_role_sees_an_empty_list(client_of: ClientOf) -> None:
    _put()
    page = client_of(make.member()).get(LIST)
    assert page.status_code == 200
    assert b"Nobody waits" in page.content


def test_taking_giving_and_letting_go(client_of: ClientOf) -> None:
    one, other, stranger = secretary(), secretary(), make.member()
    client = client_of(one)
    item = Item.objects.get(thing_uid=_put())
    page = f"{LIST}{item.uid}/"
    assert client_of(stranger).post(page, {"act": "take"}).status_code == 404
    for form, owner in (
        ({"act": "take"}, one),
        ({"act": "give", "to": other.uid}, other),
        ({"act": "let_go"}, None),
    ):
        assert client.post(page, form).status_code == 302
        item.refresh_from_db()
        assert item.owner == owner
    assert client.post(page, {"act": "give", "to": stranger.uid}).status_code == 422
    assert client.post(page, {"act": "give"}).status_code == 422
    assert Entry.objects.filter(verb="queue.give").count() == 3


def test_one_does_not_take_what_one_may_not_act_on(client_of: ClientOf) -> None:
    one, other = secretary(), secretary()
    item = Item.objects.get(thing_uid=_put())
    barred[one.pk] = "It is your own."
    page = client_of(one).get(LIST).content
    assert b"It is your own." in page
    answer = client_of(one).post(f"{LIST}{item.uid}/", {"act": "take"})
    assert answer.status_code == 403
    answer = client_of(other).post(f"{LIST}{item.uid}/", {"act": "give", "to": one.uid})
    assert answer.status_code == 403
    item.refresh_from_db()
    assert item.owner is None


def test_the_list_is_numbered_and_narrowed(client_of: ClientOf) -> None:
    client = client_of(secretary())
    for _each in range(26):
        _put()
    assert client.get(f"{LIST}?page=2").status_code == 200
    assert client.get(f"{LIST}?page=3").status_code == 404
    assert b"Nobody waits" in client.get(f"{LIST}?queue=mine").content
    assert b"Nobody waits" in client.get(f"{LIST}?queue=no-such").content


def test_queries_do_not_grow_with_rows(client_of: ClientOf) -> None:
    client = client_of(secretary())

    def queries() -> int:
        client.get(LIST)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            client.get(LIST)
        return len(caught)

    open_case("one@novi-oblak.example")
    _put()
    few = queries()
    for number in range(4):
        open_case(f"x{number}@novi-oblak.example")
        _put()
    assert queries() == few
    assert viewer(secretary()).is_member
