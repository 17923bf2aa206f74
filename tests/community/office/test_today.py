"""The member home: what waits, for whom, and that what is hidden leaves no trace."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from community.duties import Duty, ProviderDoubled, duties_of, provides
from community.forums import posting
from community.forums.models import Topic
from community.models import Group, Person
from community.office import marks
from community.office.today import today
from community.readers import viewer_for
from tests import factories as make
from tests.conftest import ClientOf

pytestmark = pytest.mark.django_db
HOME = "/en/me/"


def start(group: Group, person: Person, title: str = "Питање", **more: object) -> Topic:
    seat = person.seats.get()
    by = posting.Writer(viewer_for(person), person, seat.organisation)
    words = posting.Words(text="Да ли је неко видео ово?", lang="sr")
    fields = {"title": title, "words": words, "key": title, "label": "AMBER"} | more
    return posting.start_topic(group, by=by, **fields)


@pytest.fixture
def room() -> Group:
    return make.group("Energy", circle=Group.Circle.MEMBERS)


@pytest.fixture
def writer(room: Group) -> Person:
    who = make.member(name="Writer")
    make.join(who, room)
    return who


@pytest.fixture
def reader(room: Group) -> Person:
    who = make.member(name="Reader")
    make.join(who, room)
    return who


def shown(client: Client) -> str:
    response = client.get(HOME)
    assert response.status_code == 200
    return response.content.decode()


def test_a_visitor_has_no_home(client: Client) -> None:
    assert client.get(HOME).status_code == 404


def test_new_topics_of_own_groups_are_counted_until_marked_as_read(
    client_of: ClientOf, room: Group, writer: Person, reader: Person
) -> None:
    start(room, writer)
    client = client_of(reader)
    page = shown(client)
    assert "Питање" in page
    until = timezone.now().isoformat()
    assert client.post("/en/me/read/", {"until": until}).status_code == 302
    assert not today(viewer_for(reader), reader).topics


def test_a_mark_loses_nothing_newer_than_the_page(
    room: Group, writer: Person, reader: Person
) -> None:
    seen = timezone.now()
    start(room, writer)
    marks.mark_read(reader, seen)
    assert [row.new for row in today(viewer_for(reader), reader).topics] == [1]


def test_a_mark_goes_neither_into_the_future_nor_back(reader: Person) -> None:
    now = timezone.now()
    marks.mark_read(reader, now + timedelta(days=3))
    kept = marks.new_since(reader)
    assert kept <= timezone.now()
    marks.mark_read(reader, now - timedelta(days=3))
    assert marks.new_since(reader) == kept


@pytest.mark.parametrize("until", ["", "soon", "2026-11-24", "9" * 300, "2026-11-24T00:00:00"])
def test_a_mark_that_is_no_moment_marks_nothing(
    client_of: ClientOf, reader: Person, until: str
) -> None:
    before = marks.new_since(reader, datetime(2026, 11, 24, tzinfo=UTC))
    assert client_of(reader).post("/en/me/read/", {"until": until}).status_code == 302
    assert marks.new_since(reader, datetime(2026, 11, 24, tzinfo=UTC)) == before


def test_reading_the_page_marks_nothing(
    client_of: ClientOf, room: Group, writer: Person, reader: Person
) -> None:
    start(room, writer)
    client = client_of(reader)
    shown(client)
    assert "Питање" in shown(client)


def test_an_unanswered_question_waits_for_the_group_and_not_for_who_asked(
    room: Group, writer: Person, reader: Person
) -> None:
    topic = start(room, writer, kind=Topic.Kind.QUESTION)
    waiting = [duty for duty in duties_of(viewer_for(reader), reader) if duty.lane == "answer"]
    assert [(duty.title, duty.label) for duty in waiting] == [("Питање", "AMBER")]
    assert str(topic.uid) in waiting[0].url
    assert not [d for d in duties_of(viewer_for(writer), writer) if d.lane == "answer"]


def test_what_an_outsider_may_not_read_changes_nothing_on_the_home(
    client_of: ClientOf, room: Group, writer: Person
) -> None:
    outsider = client_of(make.member(name="Outsider"))
    before = today_of(outsider)
    start(room, writer, kind=Topic.Kind.QUESTION)
    assert today_of(outsider) == before
    assert "Питање" not in before


def today_of(client: Client) -> str:
    """The page without the token and the moment it was made."""
    page = shown(client)
    body = page[page.index("<main") : page.index("</main>")]
    return "\n".join(line for line in body.splitlines() if "csrfmiddlewaretoken" not in line)


def test_queries_do_not_grow_with_what_waits(
    client_of: ClientOf, room: Group, writer: Person, reader: Person
) -> None:
    from tests.portal.pages.counting import queries_of

    start(room, writer, kind=Topic.Kind.QUESTION)
    few = queries_of(client_of(reader), HOME)
    for number in range(12):
        start(room, writer, f"Питање {number}", kind=Topic.Kind.QUESTION)
    assert len(queries_of(client_of(reader), HOME)) == len(few)


def test_without_standing_the_home_says_what_is_missing(client_of: ClientOf) -> None:
    who = make.person(state=Person.State.VETTED)
    page = shown(client_of(who))
    assert "once your membership is complete" in page
    assert "In my groups" not in page


def test_urgent_comes_first_then_what_is_due() -> None:
    now = timezone.now()
    made = [
        Duty("do", "later", "/", due=now + timedelta(days=9)),
        Duty("do", "whenever", "/"),
        Duty("do", "soon", "/", due=now + timedelta(hours=2)),
        Duty("read", "now", "/", urgent=True),
    ]
    who = make.person()

    name = "tests.order"
    from community import duties

    provides(name)(lambda viewer, person: made if person == who else [])
    try:
        titles = [duty.title for duty in duties_of(viewer_for(who), who)]
        shown_today = today(viewer_for(who), who, now)
        assert titles == ["now", "soon", "later", "whenever"]
        assert shown_today.first is made[3]
        assert sum(lane.total for lane in shown_today.lanes) == 3
        with pytest.raises(ProviderDoubled):
            provides(name)(lambda viewer, person: [])
    finally:
        del duties._providers[name]
