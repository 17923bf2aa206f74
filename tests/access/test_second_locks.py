"""Behind each lock stands another; each of them holds alone, when the one before is gone.

A page asks the rule for a topic and again for its posts; search asks in the engine and again
of each hit; a view has a gate and its reader asks again. Here each is asked by itself.
"""

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.contrib.sessions.backends.db import SessionStore
from django.http import Http404
from django.test import Client, RequestFactory

from community.access.gates import Gate
from community.access.models import audience_set
from community.access.policy import Refused, ask
from community.access.tlp import Label
from community.access.tokens import audience
from community.access.viewer import ANONYMOUS
from community.forums import indexing as forum_indexing
from community.forums import posting, reading
from community.forums.models import Post, Topic
from community.middleware import make_request_viewer
from community.models import Group, GroupSeat, Person, Team
from community.readers import viewer_for
from portal.advisories import drafting, lifecycle
from portal.advisories import indexing as advisory_indexing
from portal.advisories import reading as advisory_reading
from portal.advisories import references as numbers
from portal.advisories.audience import Recipients
from portal.advisories.desk import reading as desk_reading
from portal.advisories.desk.forms import DraftForm
from portal.advisories.models import Release
from portal.advisories.showing.asking import Asked
from tests import factories as make
from tests.community.forums.test_posting import start, words, writer
from tests.conftest import ClientOf
from tests.portal.advisories.desk import Desk, content

from .marks import GATES
from .urlmap import addresses

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Group:
    return make.group(circle=Group.Circle.MEMBERS, ceiling="AMBER+STRICT")


@pytest.fixture
def inside(room: Group) -> Person:
    who = make.member()
    make.join(who, room)
    return who


@pytest.fixture
def topic(room: Group, inside: Person) -> Topic:
    return start(room, inside)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def stricter(release: Release) -> Release:
    """The same row as if its audience were one that nobody holds."""
    Release.objects.filter(pk=release.pk).update(acl=audience_set(audience("RED", {"usr:0"})))
    return release


def test_each_view_carries_the_mark_that_is_meant_for_it() -> None:
    marks = {a.name: a.gate for a in addresses() if a.ours and a.gate is not None}
    found = {name: _words(mark) for name, mark in marks.items() if mark.kind != "public"}
    styleguide = {name for name in found if name.startswith("styleguide")}
    expected = {name: kind for name, kind in GATES.items() if name in marks}
    assert {name: kind for name, kind in found.items() if name not in styleguide} == expected


def _words(mark: Gate) -> str:
    return f"{mark.kind}:{mark.role}" if mark.role else mark.kind


def test_a_post_that_is_stricter_than_its_topic_is_not_shown(topic: Topic, inside: Person) -> None:
    viewer = viewer_for(inside)
    posting.reply(topic, by=writer(inside), words=words(), key="k2")
    topic.refresh_from_db()
    nobody = audience_set(audience("RED", {"usr:0"}))
    Post.objects.filter(topic=topic, number=1).update(acl=nobody)
    posts, _page = reading.posts_of(viewer, topic, "")
    assert [post.number for post in posts] == [2]


def test_hits_are_asked_for_again(topic: Topic, inside: Person, desk: Desk) -> None:
    released = desk.released("AMBER")
    posts = [post.uid for post in topic.posts.all()]
    outside = viewer_for(make.member())
    assert forum_indexing.reread_topics(outside, [topic.uid]) == {}
    assert forum_indexing.reread_posts(outside, posts) == {}
    assert advisory_indexing.reread(outside, [released.advisory.uid]) == {}
    assert len(forum_indexing.reread_topics(viewer_for(inside), [topic.uid])) == 1
    assert len(forum_indexing.reread_posts(viewer_for(inside), posts)) == 1
    assert len(advisory_indexing.reread(viewer_for(desk.author), [released.advisory.uid])) == 1


def test_lists_of_groups_and_topics_are_for_who_may_read_them(room: Group, topic: Topic) -> None:
    outside = viewer_for(make.member())
    make.group("Sealed", circle=Group.Circle.SEALED)
    rows = reading.groups_for(outside)
    assert [(row.group, row.topics, row.newest) for row in rows] == [(room, 0, "")]
    topics, page = reading.topics_in(outside, room, "")
    assert (list(topics), page.paginator.count) == ([], 0)


def test_who_does_not_read_a_topic_neither_answers_nor_raises_it() -> None:
    room = make.group(ceiling="RED")
    one, chair = make.member(), make.member()
    make.join(one, room)
    make.join(chair, room, GroupSeat.Role.CHAIR)
    red = start(room, one, label="RED", named=[])
    milder = start(room, one, label="AMBER", key="other")
    viewer = viewer_for(chair)
    assert not ask(viewer, "topic.reply", red)
    assert not ask(viewer, "topic.raise", red)
    assert ask(viewer, "topic.reply", milder)
    assert ask(viewer, "topic.raise", milder)
    with pytest.raises(Refused):
        posting.raise_label(milder, Label.RED, by=writer(one))


def test_a_label_does_not_rise_above_the_ceiling(room: Group) -> None:
    chair = make.member()
    make.join(chair, room, GroupSeat.Role.CHAIR)
    topic = start(room, chair)
    with pytest.raises(Refused):
        posting.raise_label(topic, Label.RED, by=writer(chair))
    assert posting.raise_label(topic, Label.AMBER_STRICT, by=writer(chair)).label == "AMBER+STRICT"


def test_the_button_to_write_is_shown_to_who_may(
    room: Group, inside: Person, client_of: ClientOf
) -> None:
    new = f"/en/groups/{room.uid}/new/"
    for path in (f"/en/groups/{room.uid}/", f"/en/groups/{room.uid}/members/"):
        assert new in client_of(inside).get(path).content.decode()
    outside = client_of(make.member()).get(f"/en/groups/{room.uid}/")
    assert new not in outside.content.decode()


def test_a_duty_does_not_open_a_red_draft(desk: Desk) -> None:
    red = desk.draft("RED", to=Recipients(persons=(desk.publisher,)))
    reviewer = desk.by(desk.reviewer)
    assert not ask(viewer_for(desk.second), "advisory.write", red)
    with pytest.raises(Refused):
        drafting.save(red, content("RED"), by=desk.by(desk.second), revision=0)
    drafting.submit(red, by=desk.by(desk.author), reviewers=(desk.second,))
    with pytest.raises(Refused):
        drafting.approve(red, by=reviewer)
    assert desk_reading.queue(reviewer.viewer, "", "").rows == []
    with pytest.raises(Http404):
        desk_reading.draft_for(reviewer.viewer, red.uid)
    assert desk_reading.draft_for(viewer_for(desk.second), red.uid) == red


def test_versions_relatives_numbers_and_warnings_are_for_who_may_read_them(desk: Desk) -> None:
    first = desk.released("CLEAR", written_for="citizens")
    advisory = first.advisory
    other = drafting.start(desk.team, content("CLEAR"), by=desk.by(desk.author), case=advisory.case)
    second = desk.release(desk.approve(other))
    viewer = ANONYMOUS
    assert advisory_reading.versions_of(viewer, advisory) == [first]
    assert advisory_reading.relatives_of(viewer, advisory) == [second]
    assert advisory_reading.latest_warnings(viewer, 3) == [first]
    assert desk_reading.releases_at(viewer, advisory) == [first]
    assert len(numbers.resolve(viewer, [second.number])) == 1
    stricter(first)
    stricter(second)
    assert advisory_reading.versions_of(viewer, advisory) == []
    assert advisory_reading.relatives_of(viewer, advisory) == []
    assert advisory_reading.latest_warnings(viewer, 3) == []
    assert desk_reading.releases_at(viewer, advisory) == []
    assert numbers.resolve(viewer, [second.number]) == {}


def test_the_sitemap_names_what_everybody_reads(desk: Desk, client: Client) -> None:
    shown, hidden = desk.released("CLEAR"), desk.released("GREEN")
    page = client.get("/sitemap.xml").content.decode()
    assert (str(shown.advisory.uid) in page, str(hidden.advisory.uid) in page) == (True, False)


def test_a_sealed_group_is_neither_offered_nor_named_to_who_may_not_know_it(desk: Desk) -> None:
    sealed = make.group("Sealed", circle=Group.Circle.SEALED)
    draft = desk.draft("AMBER", to=Recipients(groups=(sealed,)))
    author = viewer_for(desk.author)
    assert desk_reading.addressee_names(author, draft) == []
    assert desk_reading.hidden_groups(author, draft) == [sealed]
    form = DraftForm(viewer=author, teams=Team.objects.filter(pk=desk.team.pk))
    assert list(form.fields["groups"].queryset) == []
    make.join(desk.author, sealed)
    knows = viewer_for(desk.author)
    assert desk_reading.addressee_names(knows, draft) == ["Sealed"]
    assert desk_reading.hidden_groups(knows, draft) == []


def test_the_desks_steps_are_offered_to_who_may_take_them(desk: Desk, client_of: ClientOf) -> None:
    draft = desk.draft("GREEN")
    path = f"/en/advisories/desk/{draft.uid}/"
    for person, offered in ((desk.author, True), (desk.publisher, False)):
        page = client_of(person).get(path).content.decode()
        assert ('value="submit"' in page) == offered
        assert (f'href="{path}text/"' in page) == offered
        status = client_of(person).get(f"{path}text/").status_code
        assert status == (200 if offered else 404)


def test_lists_and_pages_of_advisories_are_for_who_may_read_them(desk: Desk) -> None:
    release = desk.released("GREEN")
    reader = viewer_for(make.member())
    for viewer, found in ((reader, [release]), (ANONYMOUS, [])):
        listing = advisory_reading.listing(viewer, Asked())
        assert (listing.releases, listing.total) == (found, len(found))
    assert advisory_reading.release_for(reader, release.advisory.uid) == release
    with pytest.raises(Http404):
        advisory_reading.release_for(ANONYMOUS, release.advisory.uid)


def test_only_an_author_of_the_team_starts_a_draft(desk: Desk) -> None:
    for person in (desk.publisher, Desk().author):
        with pytest.raises(Refused):
            drafting.start(desk.team, content(), by=desk.by(person))


def test_only_a_publisher_takes_back(desk: Desk) -> None:
    advisory = desk.released("GREEN").advisory
    for person in (desk.author, desk.reviewer):
        with pytest.raises(Refused):
            lifecycle.withdraw(advisory, by=desk.by(person), reason="Tako")


def test_each_page_asks_for_its_group_or_topic(
    room: Group, inside: Person, topic: Topic, client_of: ClientOf
) -> None:
    client = client_of(inside)
    of_group = [f"/en/groups/{room.uid}/{tail}" for tail in ("", "members/", "new/")]
    of_topic = [f"/en/topics/{topic.uid}/{tail}" for tail in ("", "reply/", "posts/1/")]
    for path in of_group + of_topic:
        assert client.get(path).status_code in (200, 302), path
    nobody = audience_set(audience("RED", {"usr:0"}))
    Group.objects.filter(pk=room.pk).update(acl=nobody)
    Topic.objects.filter(pk=topic.pk).update(acl=nobody)
    for path in of_group + of_topic:
        assert client.get(path).status_code == 404, path


def test_a_viewer_is_made_of_a_session_that_showed_its_factor_only(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user, request.session = make.member(), SessionStore()
    assert make_request_viewer(request) is ANONYMOUS
    record_authentication(request, request.user, "mfa", type="totp")
    assert make_request_viewer(request).is_member
