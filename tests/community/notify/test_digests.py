"""Collected mail: once, when it is due, and only what its reader may still read."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail as locmem
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community import membership
from community.access.tlp import Label
from community.forums import posting
from community.jobs import clock, registry
from community.jobs.models import Job, Period
from community.notify import digesting
from community.notify.delivery import deliver
from community.notify.models import DigestDue, DigestItem, OutgoingMail
from community.notify.subscribing import choose
from tests import factories as make
from tests.community.notify.test_fanout import Room, work

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return Room()


def send_due() -> list[str]:
    """What the worker does once everything is due; returns the bodies that went out."""
    DigestDue.objects.update(due=timezone.now())
    digesting.queue_due()
    before = len(locmem.outbox)
    for handler in (digesting.WRITE, "notify.deliver"):
        for job in Job.objects.filter(handler=handler):
            registry.handler(handler).work(job.payload)
    return [message.body for message in locmem.outbox[before:]]


def test_one_mail_a_person_with_everything_new(room: Room) -> None:
    for number in range(3):
        words = posting.Words(text=f"Reč {number}", lang="sr")
        posting.start_topic(
            room.group,
            by=room.by(room.ana),
            title=f"Tema {number}",
            words=words,
            key=str(number),
            label="GREEN",
        )
    work()
    bodies = send_due()
    assert len(bodies) == 2
    for body in bodies:
        assert all(f"Tema {number}" in body for number in range(3))
        assert "3 new things" in body
        assert "[TLP:GREEN]" in body
        assert "Ana A" in body
    assert send_due() == []


def test_the_label_cuts_each_line(room: Room) -> None:
    room.topic(room.ana, label="AMBER")
    work()
    for body in send_due():
        assert "pumpe" not in body
        assert "Prva poruka" not in body
        assert "[TLP:AMBER] There is something new in one of your groups." in body
        assert body.startswith("TLP:AMBER")
    assert locmem.outbox[-1].subject == "[TLP:AMBER] Your day: 1 new thing"


def test_red_says_that_something_waits(room: Room) -> None:
    words = posting.Words(text="Tajna", lang="sr")
    posting.start_topic(
        room.group,
        by=room.by(room.ana),
        title="Tajna",
        words=words,
        key="r",
        label="RED",
        named=[room.boris],
    )
    work()
    (body,) = send_due()
    assert "Tajna" not in body
    assert "Something waits for you on the portal." in body


def test_what_may_no_longer_be_read_leaves_no_trace(room: Room) -> None:
    open_group = make.group("Open", circle="network")
    for person in (room.ana, room.boris):
        make.join(person, open_group)
    choose(room.boris, {("topics", ""): "daily"})
    room.topic(room.ana)
    work()
    with_seat = DigestItem.objects.filter(person=room.boris).count()
    seat = room.boris.seats.get().group_seats.get(group=room.group)
    membership.leave_group(seat, by=make.SETUP)
    room.group = open_group
    words = posting.Words(text="Javno", lang="sr")
    posting.start_topic(
        open_group, by=room.by(room.ana), title="Javna", words=words, key="j", label="GREEN"
    )
    work()
    assert with_seat == 1
    body = next(body for body in send_due() if "Javna" in body)
    assert "pumpe" not in body
    assert "1 new thing" in body


def test_a_digest_of_which_nothing_is_left_is_not_sent(room: Room) -> None:
    room.topic(room.ana)
    work()
    for person in (room.boris, room.ceca):
        row = person.seats.get().group_seats.get()
        membership.leave_group(row, by=make.SETUP)
    assert send_due() == []
    assert set(OutgoingMail.objects.values_list("state", "withheld")) == {("withheld", "empty")}


def test_a_rise_takes_the_words_out_of_what_waits(room: Room) -> None:
    topic = room.topic(room.ana)
    work()
    chair = make.member(name="Chair", language="en")
    make.join(chair, room.group, "chair")
    posting.raise_label(topic, Label.AMBER, by=room.by(chair))
    bodies = send_due()
    assert len(bodies) == 2
    assert not any("pumpe" in body for body in bodies)


def test_a_rise_after_the_digest_is_told_to_its_readers(room: Room) -> None:
    topic = room.topic(room.ana)
    work()
    send_due()
    chair = make.member(name="Chair", language="en")
    make.join(chair, room.group, "chair")
    posting.raise_label(topic, Label.AMBER, by=room.by(chair))
    work()
    notes = OutgoingMail.objects.filter(kind="topic.raised:AMBER")
    assert set(notes.values_list("person_id", flat=True)) == {room.boris.pk, room.ceca.pk}


def test_ending_a_digest_drops_what_waits_for_it(room: Room) -> None:
    room.topic(room.ana)
    work()
    choose(room.boris, {("digest", "daily"): "never"})
    assert len(send_due()) == 1
    room.reply(room.topic(room.ceca), room.ana, "Drugo")
    work()
    assert not DigestItem.objects.filter(person=room.boris).exists()


def test_two_workers_that_look_at_once_write_it_once(room: Room) -> None:
    room.topic(room.ana)
    work()
    DigestDue.objects.update(due=timezone.now())
    uids = list(DigestDue.objects.values_list("uid", flat=True))
    written = [digesting.write_digest(uid) for uid in (*uids, *uids)]
    assert sum(mail is not None for mail in written) == 2
    assert OutgoingMail.objects.filter(kind="digest").count() == 2


def test_two_clocks_queue_it_once(room: Room) -> None:
    room.topic(room.ana)
    work()
    DigestDue.objects.update(due=timezone.now())
    for _clock in range(2):
        digesting.queue_due()
    assert Job.objects.filter(handler=digesting.WRITE).count() == 2


def test_a_worker_killed_after_writing_sends_what_it_wrote(room: Room) -> None:
    room.topic(room.ana)
    work()
    DigestDue.objects.update(due=timezone.now())
    digesting.queue_due()
    for job in Job.objects.filter(handler=digesting.WRITE):
        registry.handler(job.handler).work(job.payload)
        registry.handler(job.handler).work(job.payload)
    assert Job.objects.filter(handler="notify.deliver").count() == 2


def test_nothing_is_due_before_its_hour_and_the_clock_finds_it_then(room: Room) -> None:
    with time_machine.travel(datetime(2026, 11, 24, 9, tzinfo=UTC), tick=False):
        room.topic(room.ana)
        work()
        assert digesting.queue_due() == 0
        due = DigestDue.objects.first()
        assert due is not None
        assert due.due == datetime(2026, 11, 25, 6, tzinfo=UTC)  # seven in Belgrade
    with time_machine.travel(datetime(2026, 11, 25, 6, tzinfo=UTC), tick=False):
        Period.objects.create(name="notify.digests", due=timezone.now() - timedelta(minutes=1))
        assert clock.tick() >= 1
        job = Job.objects.get(handler="notify.digests")
        registry.handler(job.handler).work(job.payload)
        assert Job.objects.filter(handler=digesting.WRITE).count() == 2


def test_a_digest_of_many_things_costs_what_one_of_few_does(room: Room) -> None:
    topic = room.topic(room.ana)
    choose(room.ceca, {("replies", ""): "hourly"})

    def cost(replies: int) -> int:
        for number in range(replies):
            room.reply(topic, room.ana, f"{replies} {number}")
        work()
        DigestDue.objects.update(due=timezone.now())
        due = DigestDue.objects.get(person=room.ceca, interval="hourly")
        mail = digesting.write_digest(due.uid)
        assert mail is not None
        with CaptureQueriesContext(connection) as queries:
            deliver(mail.uid)
        return len(queries)

    assert cost(2) == cost(30)
