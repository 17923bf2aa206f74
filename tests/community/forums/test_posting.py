"""Topics and posts: who may write what where, numbers, double sends, sealed names."""

import pytest

from community.access.policy import Refused
from community.audit.models import Entry
from community.forums import posting
from community.forums.models import Authorship, Post, Topic
from community.models import Group, Person
from community.readers import readers_of, viewer_for
from search.models import Entry as Found
from tests import factories as make

pytestmark = pytest.mark.django_db


def writer(person: Person) -> posting.Writer:
    seat = person.seats.get()
    return posting.Writer(viewer_for(person), person, seat.organisation)


def words(text: str = "Да ли је неко видео **ово**?", **more: object) -> posting.Words:
    return posting.Words(text=text, lang="sr", **more)


def start(group: Group, person: Person, **more: object) -> Topic:
    fields = {"title": "Питање", "words": words(), "key": "k1", "label": "AMBER"} | more
    return posting.start_topic(group, by=writer(person), **fields)


@pytest.fixture
def room() -> Group:
    return make.group(circle=Group.Circle.NETWORK, ceiling="AMBER+STRICT")


@pytest.fixture
def insider(room: Group) -> Person:
    who = make.member()
    make.join(who, room)
    return who


def test_a_topic_has_a_first_post_with_rendered_html_and_a_log_row(
    room: Group, insider: Person
) -> None:
    topic = start(room, insider)
    post = topic.posts.get()
    assert (post.number, post.acl_id, post.script) == (1, topic.acl_id, "cyrl")
    assert "<strong>ово</strong>" in post.html
    assert (topic.post_count, topic.highest_number) == (1, 1)
    assert Entry.objects.filter(verb="topic.start", uid=str(topic.uid)).count() == 1


def test_a_double_send_makes_one_post(room: Group, insider: Person) -> None:
    first, second = start(room, insider), start(room, insider)
    assert first.pk == second.pk
    reply = {"by": writer(insider), "words": words(), "key": "k2"}
    assert posting.reply(first, **reply).pk == posting.reply(first, **reply).pk
    assert Post.objects.count() == 2


def test_an_outsider_does_not_write_even_where_the_circle_is_wide(room: Group) -> None:
    outsider = make.member()
    with pytest.raises(Refused):
        start(room, outsider)
    assert not Topic.objects.exists()


def test_nothing_is_written_above_the_ceiling(room: Group, insider: Person) -> None:
    with pytest.raises(Refused):
        start(room, insider, label="RED")
    assert not Topic.objects.exists()


def test_on_behalf_of_is_never_a_free_choice(room: Group, insider: Person) -> None:
    other = posting.Writer(viewer_for(insider), insider, make.organisation())
    with pytest.raises(Refused):
        posting.start_topic(room, by=other, title="t", words=words(), key="k", label="AMBER")


def test_red_is_read_by_the_named_and_the_writer_only() -> None:
    room = make.group(ceiling="RED")
    people = [make.member() for _each in range(3)]
    for who in people:
        make.join(who, room)
    topic = start(room, people[0], label="RED", named=[people[1]])
    assert set(readers_of(topic.acl_id)) == {people[0], people[1]}


def test_only_members_can_be_named() -> None:
    room, who, stranger = make.group(ceiling="RED"), make.member(), make.member()
    make.join(who, room)
    with pytest.raises(Refused):
        start(room, who, label="RED", named=[stranger])


def test_a_closed_topic_takes_no_reply(room: Group, insider: Person) -> None:
    topic = start(room, insider)
    topic.closed_at = topic.created_at
    topic.save()
    with pytest.raises(Refused):
        posting.reply(topic, by=writer(insider), words=words(), key="k9")


def test_a_sealed_post_shows_one_letter_and_names_nobody_in_the_log(
    room: Group, insider: Person
) -> None:
    topic = start(room, insider, words=words(sealed=True))
    again = posting.reply(topic, by=writer(insider), words=words(sealed=True), key="k2")
    first = topic.posts.order_by("number").first()
    assert len(again.byline) == 1
    assert again.byline == first.byline
    assert again.byline_place == ""
    uid = str(insider.uid)
    told = Entry.objects.filter(verb__startswith="topic.").values_list("actor_id", "on_behalf_of")
    assert uid not in {value for row in told for value in row}
    assert Authorship.objects.get(post=again).person == insider


def test_a_label_rises_at_once_for_topic_posts_and_search(room: Group) -> None:
    chair, outsider = make.member(), make.member()
    make.join(chair, room, role="chair")
    topic = start(room, chair, label="GREEN")
    assert Topic.objects.visible_to(viewer_for(outsider)).filter(pk=topic.pk).exists()
    posting.raise_label(topic, "AMBER+STRICT", by=writer(chair))
    viewer = viewer_for(outsider)
    assert not Topic.objects.visible_to(viewer).exists()
    assert not Post.objects.visible_to(viewer).exists()
    found = Found.objects.filter(text__kind__in=["topic", "post"])
    entries = found.values_list("partition", flat=True)
    assert set(entries) == {3}


def test_a_label_never_falls(room: Group) -> None:
    chair = make.member()
    make.join(chair, room, role="chair")
    topic = start(room, chair)
    with pytest.raises(Refused):
        posting.raise_label(topic, "GREEN", by=writer(chair))


def test_a_plain_member_does_not_change_labels(room: Group, insider: Person) -> None:
    topic = start(room, insider, label="GREEN")
    with pytest.raises(Refused):
        posting.raise_label(topic, "AMBER", by=writer(insider))


def test_a_label_does_not_rise_above_the_ceiling(room: Group) -> None:
    chair = make.member()
    make.join(chair, room, role="chair")
    topic = start(room, chair)
    with pytest.raises(Refused):
        posting.raise_label(topic, "RED", by=writer(chair))


def test_a_chair_who_may_not_read_a_topic_does_not_change_it() -> None:
    room = make.group(ceiling="RED")
    chair, one, other = (make.member() for _each in range(3))
    make.join(chair, room, role="chair")
    for who in (one, other):
        make.join(who, room)
    topic = start(room, one, label="AMBER")
    make_red = {"label": "RED", "named": [other]}
    red = start(room, one, key="red", **make_red)
    with pytest.raises(Refused):
        posting.raise_label(red, "RED", by=writer(chair))
    assert posting.raise_label(topic, "AMBER+STRICT", by=writer(chair)).label == "AMBER+STRICT"


def test_nobody_replies_to_what_they_may_not_read() -> None:
    room = make.group(ceiling="RED")
    one, other, third = (make.member() for _each in range(3))
    for who in (one, other, third):
        make.join(who, room)
    topic = start(room, one, label="RED", named=[other])
    with pytest.raises(Refused):
        posting.reply(topic, by=writer(third), words=words(), key="x")
