"""What digests cost: time and peak memory of 10,000 beside 1,000; and whom a thing reaches.

The worker's whole way is walked: the fan-out of one post, the look for who is due, the
writing, the composing for each reader, the sending (to a backend that forgets).
"""

import time
import tracemalloc
import uuid
from datetime import UTC, datetime

import pytest
from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from community.access.models import NETWORK_SET_ID, Holding, audience_set
from community.access.tokens import audience, grp
from community.forums import notifying, posting
from community.forums.models import Post
from community.jobs import registry
from community.jobs.models import Job
from community.models import Person
from community.notify import digesting
from community.notify.models import DigestDue, DigestItem, OutgoingMail
from community.readers import readers_of
from tests.community.notify.test_fanout import Room

pytestmark = [pytest.mark.bench, pytest.mark.django_db]
FEW, MANY, REACHED = 1_000, 10_000, 20_000
FOREVER = datetime(2099, 1, 1, tzinfo=UTC)


def people(number: int, token: str) -> None:
    """Members who hold `token`, as cheaply as rows are made."""
    made = Person.objects.bulk_create(
        Person(
            email=f"{uuid.uuid4().hex}@bench.example",
            name="Bench",
            language="en",
            state="vetted",
            standing_until=FOREVER,
        )
        for _each in range(number)
    )
    since = datetime(2020, 1, 1, tzinfo=UTC)
    Holding.objects.bulk_create(Holding(person=person, name=token, since=since) for person in made)


def work(handler: str) -> None:
    """Every queued job of a handler, one after the other, as the worker takes them."""
    while jobs := list(Job.objects.filter(handler=handler).order_by("pk")[:100]):
        for job in jobs:
            registry.handler(handler).work(job.payload)
            job.delete()
            reset_queries()


def send_all(post: Post) -> tuple[float, float]:
    """Seconds and peak megabytes of everything from one post to all digests sent."""
    tracemalloc.start()
    began = time.perf_counter()
    notifying.tell_readers(post)
    DigestDue.objects.update(due=timezone.now())
    digesting.queue_due()
    work(digesting.WRITE)
    work("notify.deliver")
    spent = time.perf_counter() - began
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return spent, peak


def test_digests(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    room = Room()
    peaks = []
    # The first round pays for what is loaded once.
    for number in (10, FEW, MANY):
        Person.objects.filter(email__endswith="@bench.example").update(standing_until=None)
        people(number, grp(room.group.pk))
        topic = room.topic(room.ana) if not peaks else None
        post = topic.posts.get() if topic else another_topic(room, number)
        seconds, peak = send_all(post)
        sent = OutgoingMail.objects.filter(kind="digest", state="sent").count()
        peaks.append(peak)
        print(
            f"\n{number:6} digests: {seconds:7.1f} s, {1000 * seconds / number:5.1f} ms each, "
            f"peak {peak:5.1f} MB ({sent} sent)"
        )
        assert sent == number + 2
        OutgoingMail.objects.all().delete()
        DigestItem.objects.all().delete()
    assert peaks[2] <= 1.2 * peaks[1]


def another_topic(room: Room, number: int) -> Post:
    words = posting.Words(text="Poruka", lang="sr")
    topic = posting.start_topic(
        room.group,
        by=room.by(room.ana),
        title=f"Tema {number}",
        words=words,
        key=str(number),
        label="GREEN",
    )
    return topic.posts.get()


def test_readers_of_many() -> None:
    people(REACHED, grp(1))
    wanted = audience_set(audience("AMBER", {grp(1)})).pk
    for name, acl in (("network", NETWORK_SET_ID), ("a group", wanted)):
        with CaptureQueriesContext(connection) as queries:
            began = time.perf_counter()
            keys = list(readers_of(acl).values_list("pk", flat=True))
            spent = time.perf_counter() - began
        print(
            f"\nreaders_of {name}: {len(keys)} people, {len(queries)} query, {1000 * spent:.0f} ms"
        )
        assert len(queries) == 1
        assert len(keys) == REACHED
