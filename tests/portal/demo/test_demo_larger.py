"""Larger figures: as many as asked for, as correct as the written ones, once and again."""

from collections import Counter

import pytest
from django.db.models import Count, F

from community.access.models import Holding
from community.access.tlp import Label
from community.forums import posting
from community.forums.models import Post, Topic
from community.membership import refresh
from community.models import GroupSeat, Person
from community.readers import viewer_for
from portal.advisories.models import Advisory, Hand, Release
from portal.demo.cast import Cast
from portal.demo.records import records
from portal.demo.seeding import Figures
from search import registry
from search.models import Text as Found
from tests.portal.demo.seeded import network, rows, seed_again

__all__ = ["network"]
pytestmark = pytest.mark.django_db

FIGURES = Figures(members=95, advisories=60, topics=60, posts=330)


@pytest.fixture
def larger(network: Cast) -> Cast:
    return seed_again(FIGURES)


def test_there_are_as_many_as_asked_for(larger: Cast) -> None:
    found = [model.objects.count() for model in (Person, Advisory, Topic, Post)]
    assert found == [95, 60, 60, 330]
    assert set(Release.objects.values_list("label", flat=True)) == set(Label.values)
    assert min(Counter(Topic.objects.values_list("group", flat=True)).values()) >= 3


def test_a_second_run_changes_nothing_and_a_smaller_one_takes_nothing_away(larger: Cast) -> None:
    before = rows()
    seed_again(FIGURES)
    seed_again()
    assert {table for table, found in rows().items() if found != before[table]} == set()


def test_counters_search_and_holdings_are_as_the_verbs_make_them(larger: Cast) -> None:
    topics = Topic.objects.annotate(n=Count("posts"))
    assert not topics.exclude(n=F("post_count"), highest_number=F("n")).exists()
    for kind in ("topic", "post", "advisory"):
        wanted = set(registry.get(kind).all_uids())
        assert set(Found.objects.filter(kind=kind).values_list("uid", flat=True)) == wanted
    for person in Person.objects.order_by("-pk")[:5]:
        held = set(Holding.objects.filter(person=person).values_list("name", "since", "until"))
        refresh(person)
        assert held
        assert set(person.holdings.values_list("name", "since", "until")) == held


def test_nobody_reviews_what_they_wrote(larger: Cast) -> None:
    for advisory in Advisory.objects.exclude(state__in=("draft", "in_review")):
        hands = advisory.hands.values_list("act", "person")
        wrote = {person for act, person in hands if act == Hand.Act.WROTE}
        assert not wrote & {person for act, person in hands if act == Hand.Act.APPROVED}


def test_the_sealed_group_gets_no_crowd(larger: Cast) -> None:
    assert GroupSeat.objects.filter(group__circle="sealed").count() == 7
    assert Topic.objects.filter(group__circle="sealed").count() == 3


def test_posts_alone_make_the_written_topics_longer(network: Cast) -> None:
    seed_again(Figures(posts=260))
    assert (Topic.objects.count(), Post.objects.count()) == (30, 260)
    red = Topic.objects.filter(label="RED").values_list("post_count", flat=True)
    assert sum(red) == 9


def test_what_members_have_written_since_is_left_alone_and_not_matched(network: Cast) -> None:
    person = network.people[records("people")["accounts"]["member"]]
    seat = person.seats.get()
    row = GroupSeat.objects.filter(seat=seat).select_related("group").first()
    assert row is not None
    writer = posting.Writer(viewer_for(person), person, seat.organisation)
    words = posting.Words("Ko još ovo vidi?", "sr")
    posting.start_topic(
        row.group, by=writer, title="Nova tema", words=words, key="k" * 8, label="AMBER"
    )
    before = rows()
    seed_again()
    assert {table for table, found in rows().items() if found != before[table]} == set()
