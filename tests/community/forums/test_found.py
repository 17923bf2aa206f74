"""What the search knows of groups, topics and posts: names that their readers see, no more."""

import pytest

from community import founding
from community.access.viewer import ANONYMOUS
from community.forums import posting
from community.forums.models import Topic
from community.forums.parting import bury_bylines
from community.forums.tasks import index_groups
from community.models import Group, Person
from community.readers import viewer_for
from search import registry
from search.models import Text
from search.service import Ask, Results, search
from tests import factories as make

pytestmark = pytest.mark.django_db


def found_group(circle: str, ceiling: str, name: str) -> Group:
    return founding.found_group(by=make.SETUP, circle=circle, ceiling=ceiling, name=name)


@pytest.fixture
def room() -> Group:
    return found_group(Group.Circle.NETWORK, "AMBER+STRICT", "Soba za energetiku")


@pytest.fixture
def writer(room: Group) -> Person:
    who = make.member(name="Milica Pantić")
    make.join(who, room)
    return who


def start(room: Group, who: Person, label: str = "GREEN", **more: object) -> Topic:
    by = posting.Writer(viewer_for(who), who, who.seats.get().organisation)
    words = posting.Words(text="Прекид рада трафостанице", lang="sr", **more)
    return posting.start_topic(room, by=by, title="Испад", words=words, key="k", label=label)


def found(who: Person | None, text: str) -> Results:
    return search(viewer_for(who) if who else ANONYMOUS, Ask(text))


def kinds(who: Person | None, text: str) -> set[str]:
    return {hit.kind for hit in found(who, text).hits}


def test_author_group_label_and_kind_are_filters(room: Group, writer: Person) -> None:
    start(room, writer)
    assert kinds(writer, 'author:"Milica Pantić"') == {"post"}
    assert kinds(writer, "аутор:Пантић") == {"post"}
    assert kinds(writer, "group:energetiku") == {"group", "post"}
    assert found(writer, "group:energetiku tlp:green").total == 2
    assert found(writer, "group:energetiku tlp:amber").total == 0
    assert found(writer, "tag:discussion type:topic").total == 1
    organisation = writer.seats.get().organisation.short_name
    assert found(writer, f'org:"{organisation}" type:post').total == 1


def test_a_sealed_author_is_found_by_nobody(room: Group, writer: Person) -> None:
    topic = start(room, writer, sealed=True)
    letter = topic.posts.get().byline
    organisation = writer.seats.get().organisation.short_name
    reader = make.member()
    make.join(reader, room)
    for typed in (f'author:"{writer.name}"', f"author:{letter}", f'org:"{organisation}" type:post'):
        assert found(reader, typed).total == 0
        assert found(writer, typed).total == 0
    marks = Text.objects.get(kind="post").marks
    assert "author" not in marks
    assert "org" not in marks
    assert writer.name not in marks


def test_who_is_named_for_red_is_no_mark() -> None:
    room = make.group(ceiling="RED", name="Crvena soba")
    writer, named = make.member(name="Vesna Ilić"), make.member(name="Goran Savić")
    for who in (writer, named):
        make.join(who, room)
    by = posting.Writer(viewer_for(writer), writer, writer.seats.get().organisation)
    words = posting.Words(text="само за двоје", lang="sr")
    posting.start_topic(
        room, by=by, title="Т", words=words, key="k", label="RED", named=[named]
    )  # fmt: skip
    assert found(writer, "author:Ilić").total == 1
    for typed in ("author:Savić", "tag:Savić", "org:Savić", "group:Savić", "Savić"):
        assert found(writer, typed).total == 0


def test_an_erased_author_leaves_the_marks_too(room: Group, writer: Person) -> None:
    start(room, writer)
    assert "Pantić" in Text.objects.get(kind="post").marks
    bury_bylines(writer)
    assert "Pantić" not in Text.objects.get(kind="post").marks
    assert found(writer, "author:Pantić").total == 0
    assert found(writer, 'author:"former member"').total == 0


def test_groups_are_found_by_who_may_know_of_them(room: Group, writer: Person) -> None:
    sealed = found_group(Group.Circle.SEALED, "RED", "Tajni krug Energija")
    insider = make.member()
    make.join(insider, sealed)
    found_group(Group.Circle.PUBLIC, "GREEN", "Javni krug Energija")
    assert found(insider, "krug energija type:group").total == 2
    assert found(writer, "krug energija type:group").total == 1
    assert found(None, "krug energija").total == 1
    assert found(None, "energetiku").total == 0
    assert found(writer, "energetiku type:group").total == 1


def test_the_worker_brings_the_groups_of_before_in(room: Group) -> None:
    registry.forget("group", room.uid)
    index_groups({})
    assert Text.objects.filter(kind="group", uid=room.uid).exists()
