"""Group and topic pages as their users see them: readers, writers, outsiders."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from community.forums import posting
from community.forums.models import Post, Topic
from community.models import Group, Person
from tests import factories as make

from .test_posting import start, words, writer

pytestmark = pytest.mark.django_db

TYPED = "Ово сам дуго куцао, <b>не сме</b> да нестане."


@pytest.fixture
def room() -> Group:
    return make.group("Соба", circle=Group.Circle.NETWORK, ceiling="AMBER")


@pytest.fixture
def insider(room: Group) -> Person:
    who = make.member(password=make.PASSWORD)
    make.join(who, room)
    return who


@pytest.fixture
def outsider() -> Person:
    return make.member(password=make.PASSWORD)


def form(**more: object) -> dict[str, object]:
    return {"text": TYPED, "lang": "sr", "key": "a-key"} | more


def test_a_reply_stands_under_the_topic(
    room: Group, insider: Person, client_of: Callable[[Person], Client]
) -> None:
    topic = start(room, insider)
    client = client_of(insider)
    page = client.get(reverse("groups:topic", args=[topic.uid]))
    assert "<textarea" in page.content.decode()
    organisation = insider.seats.get().organisation.uid
    sent = client.post(
        reverse("groups:reply", args=[topic.uid]), form(on_behalf_of=organisation), follow=True
    )
    assert sent.redirect_chain[-1][0].endswith("#post-2")
    assert "&lt;b&gt;не сме&lt;/b&gt;" in sent.content.decode()


def test_sending_the_form_twice_makes_one_post(
    room: Group, insider: Person, client_of: Callable[[Person], Client]
) -> None:
    topic = start(room, insider)
    client = client_of(insider)
    data = form(on_behalf_of=insider.seats.get().organisation.uid)
    for _time in range(2):
        assert client.post(reverse("groups:reply", args=[topic.uid]), data).status_code == 302
    assert Post.objects.filter(topic=topic).count() == 2


def test_an_outsider_who_reads_is_refused_with_what_was_typed_kept(
    room: Group, insider: Person, outsider: Person, client_of: Callable[[Person], Client]
) -> None:
    topic = start(room, insider, label="GREEN")
    client = client_of(outsider)
    for name, uid in (("groups:reply", topic.uid), ("groups:new-topic", room.uid)):
        answer = client.post(reverse(name, args=[uid]), form(title="Т", label="GREEN"))
        assert answer.status_code == 403
        assert "Ово сам дуго куцао" in answer.content.decode()
    assert Post.objects.count() == 1


def test_a_topic_above_the_ceiling_is_refused_with_what_was_typed_kept(
    room: Group, insider: Person, client_of: Callable[[Person], Client]
) -> None:
    organisation = insider.seats.get().organisation.uid
    data = form(title="Наслов", kind="question", label="RED", on_behalf_of=organisation)
    answer = client_of(insider).post(reverse("groups:new-topic", args=[room.uid]), data)
    assert answer.status_code == 422
    assert "Ово сам дуго куцао" in answer.content.decode()
    assert not Topic.objects.exists()


def test_choosing_another_label_keeps_what_was_typed_and_counts_again(
    room: Group, insider: Person, outsider: Person, client_of: Callable[[Person], Client]
) -> None:
    client = client_of(insider)
    url = "/en/" + reverse("groups:new-topic", args=[room.uid]).split("/", 2)[2]
    data = form(title="Наслов", kind="question", label="AMBER", relabel="GREEN")
    page = client.post(url, data).content.decode()
    assert "Ово сам дуго куцао" in page
    assert "Наслов" in page
    assert "Send to 1 person" in page
    assert "Send to 0 people" in client.get(url).content.decode()
    assert not Topic.objects.exists()


def test_a_preview_shows_and_sends_nothing(
    room: Group, insider: Person, client_of: Callable[[Person], Client]
) -> None:
    topic = start(room, insider)
    organisation = insider.seats.get().organisation.uid
    data = form(text="**јако**", on_behalf_of=organisation, preview="1")
    page = client_of(insider).post(reverse("groups:reply", args=[topic.uid]), data)
    assert "<strong>јако</strong>" in page.content.decode()
    assert topic.posts.count() == 1


def test_an_unreadable_topic_and_an_absent_one_answer_alike(
    room: Group, insider: Person, outsider: Person, client_of: Callable[[Person], Client]
) -> None:
    topic = start(room, insider, label="AMBER")
    client = client_of(outsider)
    client.get("/sr/groups/")  # takes the greeting of the login
    hidden = client.get(reverse("groups:topic", args=[topic.uid]))
    absent = client.get(reverse("groups:topic", args=[room.uid]))
    assert hidden.status_code == absent.status_code == 404
    masked = hidden.content.replace(str(topic.uid).encode(), str(room.uid).encode())
    assert masked == absent.content


@pytest.mark.parametrize("page", ["0", "-1", "zwei", "3", "99999999999999999999", "1e3", "%00"])
def test_a_page_that_is_not_there_is_404(
    page: str, room: Group, insider: Person, client: Client
) -> None:
    public = make.group(circle=Group.Circle.PUBLIC, ceiling="AMBER")
    make.join(insider, public)
    topic = start(public, insider, label="CLEAR")
    for url in (
        reverse("groups:topic", args=[topic.uid]),
        reverse("groups:group", args=[public.uid]),
    ):
        assert client.get(url).status_code == 200
        assert client.get(f"{url}?page={page}").status_code in (400, 404)


def test_long_topics_are_paged_by_number(room: Group, insider: Person, client: Client) -> None:
    public = make.group(circle=Group.Circle.PUBLIC, ceiling="AMBER")
    make.join(insider, public)
    topic = start(public, insider, label="CLEAR")
    for number in range(2, 43):
        posting.reply(topic, by=writer(insider), words=words(f"број {number}"), key=f"k{number}")
    url = reverse("groups:topic", args=[topic.uid])
    last = client.get(f"{url}?page=3").content.decode()
    assert "број 41" in last
    assert "број 40<" not in last
    place = client.get(reverse("groups:post", args=[topic.uid, 42]))
    assert place["Location"] == f"{url}?page=3#post-42"


@pytest.mark.parametrize("rows", [2, 60])
def test_queries_do_not_grow_with_rows_or_memberships(
    rows: int,
    room: Group,
    insider: Person,
    client_of: Callable[[Person], Client],
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    topic = start(room, insider)
    for number in range(rows):
        posting.reply(topic, by=writer(insider), words=words(), key=f"r{number}")
        start(room, insider, key=f"t{number}")
    for _each in range(5):
        make.join(insider, make.group())
    client = client_of(insider)
    topic_url = reverse("groups:topic", args=[topic.uid])
    client.get(topic_url)
    with django_assert_max_num_queries(15):
        client.get(topic_url)
    with django_assert_max_num_queries(12):
        client.get(reverse("groups:group", args=[room.uid]))
    with django_assert_max_num_queries(12):
        client.get(reverse("groups:list"))


def test_who_does_not_write_gets_no_composer_and_no_button(
    room: Group, insider: Person, outsider: Person, client_of: Callable[[Person], Client]
) -> None:
    topic = start(room, insider, label="GREEN")
    for who, writes in ((insider, True), (outsider, False)):
        client = client_of(who)
        topic_page = client.get(reverse("groups:topic", args=[topic.uid])).content.decode()
        group_page = client.get(reverse("groups:group", args=[room.uid])).content.decode()
        assert ("<textarea" in topic_page) is writes
        assert (reverse("groups:new-topic", args=[room.uid]) in group_page) is writes


def test_the_members_of_a_group_are_shown_to_its_members_only(
    room: Group, insider: Person, outsider: Person, client_of: Callable[[Person], Client]
) -> None:
    url = reverse("groups:members", args=[room.uid])
    assert insider.name in client_of(insider).get(url).content.decode()
    assert client_of(outsider).get(url).status_code == 404


def test_own_groups_stand_beside_a_topic_and_no_others(
    room: Group, insider: Person, outsider: Person, client_of: Callable[[Person], Client]
) -> None:
    topic = start(room, insider)
    mine = make.group("Моја друга соба", circle=Group.Circle.SEALED)
    make.join(insider, mine)
    make.group("Соба у којој нисам", circle=Group.Circle.NETWORK)
    url = reverse("groups:topic", args=[topic.uid])
    seen = client_of(insider).get(url).content.decode()
    here = f'href="{reverse("groups:group", args=[room.uid])}" aria-current="true"'
    assert here in seen
    assert "Моја друга соба" in seen
    assert "Соба у којој нисам" not in seen
    assert 'class="rail"' not in client_of(outsider).get(url).content.decode()
