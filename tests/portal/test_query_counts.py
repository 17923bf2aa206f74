"""Queries as a member, over all connections: the same at 10 rows and at 1,000, with 5
memberships and with 500. The bounds are the promise of the first release."""

import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.access.models import Holding
from community.forums.models import Post, Topic
from community.models import Group
from portal.advisories.models import Advisory, Case, Release
from portal.pages.founding import found
from tests import factories as make
from tests.access.cast import Network, base

pytestmark = pytest.mark.django_db

FEW, MANY = 10, 1_000


@contextmanager
def counted() -> Iterator[list[int]]:
    """Collects the number of queries on all connections while it is open."""
    total: list[int] = []
    with ExitStack() as stack:
        captures = [
            stack.enter_context(CaptureQueriesContext(connections[alias])) for alias in connections
        ]
        yield total
        total.append(sum(len(capture) for capture in captures))


def queries(client: Client, url: str) -> int:
    """How many queries a second visit takes; the first one fills what is kept per process."""
    assert client.get(url).status_code == 200
    with counted() as total:
        client.get(url)
    return total[0]


def more_advisories(number: int) -> None:
    """Copies of a released one: another case, advisory and release each."""
    release = Release.objects.filter(latest=True).first()
    assert release is not None
    template = release.advisory
    cases = Case.objects.bulk_create(Case(opened_at=template.created_at) for _each in range(number))
    copies = []
    for count, case in enumerate(cases):
        copy = Advisory.objects.get(pk=template.pk)
        copy.pk, copy.uid, copy.case = None, uuid.uuid4(), case
        copy.number = copy.number_key = f"copy-{uuid.uuid4()}-{count}"
        copies.append(copy)
    made = Advisory.objects.bulk_create(copies)
    releases = []
    for copy in made:
        other = Release.objects.get(pk=release.pk)
        other.pk, other.uid, other.advisory = None, uuid.uuid4(), copy
        releases.append(other)
    Release.objects.bulk_create(releases)


def more_posts(topic: Topic, number: int) -> None:
    """Copies of the first post, and as many topics beside it."""
    first = topic.posts.get(number=1)
    posts = []
    for count in range(number):
        post = Post.objects.get(pk=first.pk)
        post.pk, post.uid, post.number = None, uuid.uuid4(), topic.highest_number + count + 1
        posts.append(post)
    Post.objects.bulk_create(posts)
    topic.highest_number += number
    topic.post_count += number
    topic.save()
    others = []
    for _each in range(number):
        other = Topic.objects.get(pk=topic.pk)
        other.pk, other.uid = None, uuid.uuid4()
        others.append(other)
    Topic.objects.bulk_create(others)


def more_memberships(net: Network, number: int) -> None:
    """Seats in as many further groups; holdings as `membership` would write them."""
    who = net.people["insider"]
    made = [make.group() for _each in range(number)]
    Holding.objects.bulk_create(
        Holding(person=who, name=f"{kind}:{group.pk}{end}", since=make.LONG_AGO)
        for group in made
        for kind, end in (("grp", ""), ("seat", f":{who.pk}"))
    )


PAGES = [("home", 12), ("list", 12), ("group", 12), ("advisory", 15), ("topic", 15)]


@pytest.fixture
def net() -> Network:
    found()
    return base()


def addresses(net: Network) -> dict[str, str]:
    return {
        "home": "/en/",
        "list": "/en/advisories/",
        "group": f"/en/groups/{net.groups['public'].uid}/",
        "advisory": f"/en/advisories/{net.open['advisory'][0]}/",
        "topic": f"/en/topics/{net.open['topic'][0]}/",
    }


def test_pages_take_as_many_queries_at_a_thousand_rows_as_at_ten(net: Network) -> None:
    client, pages = net.clients["insider"], addresses(net)
    topic = Topic.objects.get(uid=net.open["topic"][0])
    few, many = {}, {}
    for into, number in ((few, FEW), (many, MANY - FEW)):
        more_advisories(number)
        more_posts(topic, number)
        into.update({name: queries(client, pages[name]) for name, _bound in PAGES})
    assert few == many
    assert {name: few[name] for name, bound in PAGES if few[name] > bound} == {}


def test_pages_take_as_many_queries_with_500_memberships_as_with_5(net: Network) -> None:
    client, pages = net.clients["insider"], addresses(net)
    few, many = {}, {}
    for into, number in ((few, 5), (many, 495)):
        more_memberships(net, number)
        into.update({name: queries(client, pages[name]) for name, _bound in PAGES})
    assert Group.objects.count() > 500
    assert few == many
