"""From one post to the mails of its readers: whom, once, at which cost."""

from datetime import time
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community import membership
from community.access.tlp import Label
from community.forums import notifying, posting
from community.forums.models import Post, Topic
from community.jobs import registry
from community.jobs.models import Job
from community.models import Group, Person
from community.notify import fanout
from community.notify.models import DigestDue, DigestItem, MailHours, OutgoingMail
from community.notify.subscribing import choose
from community.readers import standing_people, viewer_for
from tests import factories as make

pytestmark = pytest.mark.django_db
NOBODY = UUID(int=3)


class Room:
    """A group with two who talk and one who listens."""

    def __init__(self) -> None:
        self.group = make.group("Energy")
        self.ana, self.boris, self.ceca = (
            make.member(name=name, language="en") for name in ("Ana A", "Boris B", "Ceca C")
        )
        for person in (self.ana, self.boris, self.ceca):
            make.join(person, self.group)

    def by(self, person: Person) -> posting.Writer:
        return posting.Writer(viewer_for(person), person, person.seats.get().organisation)

    def topic(self, who: Person, *, sealed: bool = False, label: str = "GREEN") -> Topic:
        words = posting.Words(text="Prva poruka", lang="sr", sealed=sealed)
        return posting.start_topic(
            self.group, by=self.by(who), title="Kvar pumpe", words=words, key="t", label=label
        )

    def reply(self, topic: Topic, who: Person, text: str = "Odgovor", sealed: bool = False) -> Post:
        words = posting.Words(text=text, lang="sr", sealed=sealed)
        return posting.reply(topic, by=self.by(who), words=words, key=text)


@pytest.fixture
def room() -> Room:
    return Room()


def work() -> None:
    """What the worker does with queued tellings, twice: the second time changes nothing."""
    for _round in range(2):
        for job in Job.objects.filter(handler__startswith="forums."):
            registry.handler(job.handler).work(job.payload)
    Job.objects.filter(handler__startswith="forums.").delete()


def mailed() -> set[str]:
    keys = OutgoingMail.objects.values_list("person_id", flat=True)
    return set(Person.objects.filter(pk__in=keys).values_list("name", flat=True))


def collected() -> set[str]:
    return set(DigestItem.objects.values_list("person__name", flat=True))


def test_a_new_topic_goes_into_the_daily_mail_of_the_group_without_its_author(room: Room) -> None:
    make.member(name="Outside")
    room.topic(room.ana)
    work()
    assert collected() == {"Boris B", "Ceca C"}
    assert set(DigestDue.objects.values_list("interval", flat=True)) == {"daily"}
    assert mailed() == set()


def test_a_reply_goes_at_once_to_who_wrote_in_the_topic(room: Room) -> None:
    topic = room.topic(room.ana)
    room.reply(topic, room.boris)
    work()
    assert mailed() == {"Ana A"}
    (mail,) = OutgoingMail.objects.all()
    assert (mail.why, mail.stream, mail.thread) == ("subscription", "own@", f"topic:{topic.uid}")


def test_a_sealed_post_goes_to_its_author_as_to_everybody(room: Room) -> None:
    """Who is left out would be seen to be the author."""
    for person in (room.ana, room.boris, room.ceca):
        choose(person, {("topics", f"group:{room.group.uid}"): "now"})
    room.topic(room.ana, sealed=True)
    work()
    assert mailed() == {"Ana A", "Boris B", "Ceca C"}


def test_a_reply_to_a_sealed_post_tells_nobody_that_they_wrote_it(room: Room) -> None:
    topic = room.topic(room.ana, sealed=True)
    work()
    room.reply(topic, room.boris)
    work()
    assert mailed() == set()


def test_others_ask_for_replies_by_group_or_topic(room: Room) -> None:
    topic = room.topic(room.ana)
    choose(room.ceca, {("replies", f"topic:{topic.uid}"): "now"})
    choose(room.boris, {("replies", f"group:{room.group.uid}"): "weekly"})
    DigestItem.objects.all().delete()
    Job.objects.all().delete()
    room.reply(topic, room.ana)
    work()
    assert (mailed(), collected()) == ({"Ceca C"}, {"Boris B"})


def test_a_topic_can_be_muted_by_who_wrote_in_it(room: Room) -> None:
    topic = room.topic(room.ana)
    choose(room.ana, {("replies", f"topic:{topic.uid}"): "never"})
    room.reply(topic, room.boris)
    work()
    assert mailed() == set()


def test_who_may_not_read_is_not_told_even_if_they_asked(room: Room) -> None:
    outside = make.member(name="Outside")
    for kind in ("topics", "replies"):
        choose(outside, {(kind, ""): "now", (kind, f"group:{room.group.uid}"): "now"})
    room.reply(room.topic(room.ana), room.boris)
    work()
    assert "Outside" not in mailed() | collected()


def test_red_goes_to_the_named_alone(room: Room) -> None:
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
    assert collected() == {"Boris B"}


def test_what_the_demo_writes_into_the_past_is_told_to_nobody(room: Room) -> None:
    words = posting.Words(text="Davno", lang="sr")
    given = posting.Given(now=make.LONG_AGO)
    posting.start_topic(
        room.group,
        by=room.by(room.ana),
        title="Davno",
        words=words,
        key="d",
        label="GREEN",
        given=given,
    )
    assert not Job.objects.filter(handler__startswith="forums.").exists()


def test_a_rise_is_told_to_who_was_mailed(room: Room) -> None:
    topic = room.topic(room.ana, label="GREEN")
    room.reply(topic, room.boris)
    work()
    OutgoingMail.objects.update(state="sent", subject="[TLP:GREEN] Kvar pumpe")
    chair = make.member(name="Chair")
    make.join(chair, room.group, "chair")
    posting.raise_label(topic, Label.AMBER, by=room.by(chair))
    work()
    note = OutgoingMail.objects.get(kind="topic.raised:AMBER")
    assert note.person_id == room.ana.pk
    assert str(topic.uid) in note.text
    assert not OutgoingMail.objects.filter(subject__contains="pumpe").exists()
    notifying.tell_rise(topic, Label.AMBER)
    assert OutgoingMail.objects.filter(kind="topic.raised:AMBER").count() == 1


def test_quiet_hours_make_mail_wait_and_crisis_mail_not(room: Room) -> None:
    MailHours.objects.create(person=room.ana, quiet_from=time(0), quiet_until=time(23, 59, 59))
    now = timezone.now()
    for concern, uid in (("own", NOBODY), ("crisis", UUID(int=4))):
        tell(concern, uid=uid)
    own, crisis = OutgoingMail.objects.filter(person_id=room.ana.pk).order_by("pk")
    assert Job.objects.get(key=f"mail:{own.uid}").run_after > now
    assert Job.objects.get(key=f"mail:{crisis.uid}").run_after <= timezone.now()
    assert crisis.why == "crisis"


def test_crisis_mail_cannot_be_ended(room: Room) -> None:
    choose(room.ana, {("crisis", ""): "never"})
    tell("crisis")
    assert "Ana A" in mailed()


def test_a_fan_out_that_was_cut_off_goes_on_and_doubles_nothing(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fanout, "CHUNK", 2)
    write, calls = fanout.write_rows, []

    def dying(rows: list[object]) -> int:
        calls.append(rows)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return write(rows)  # type: ignore[arg-type]

    monkeypatch.setattr(fanout, "write_rows", dying)
    with pytest.raises(KeyboardInterrupt):
        tell("own")
    assert OutgoingMail.objects.count() == 2
    tell("own")
    assert OutgoingMail.objects.count() == Person.objects.count() == 3
    assert Job.objects.filter(handler="notify.deliver").count() == 3


def test_a_chunk_costs_the_same_queries_for_few_and_many() -> None:
    def cost(readers: int) -> int:
        for number in range(readers):
            Person.objects.create(
                email=f"{readers}-{number}@bulk.example",
                standing_until="2099-01-01T00:00Z",
                name="B",
            )
        with CaptureQueriesContext(connection) as found:
            tell("own", uid=UUID(int=1000 + readers))
        return len([query for query in found if not query["sql"].startswith("INSERT")])

    assert cost(10) == cost(300)


def test_leaving_ends_what_was_subscribed_and_collected(room: Room) -> None:
    choose(room.boris, {("replies", ""): "now"})
    room.topic(room.ana)
    work()
    assert "Boris B" in collected()
    membership.end_seat(room.boris.seats.get(), by=make.SETUP)
    assert not room.boris.subscriptions.exists()
    assert "Boris B" not in collected()
    assert not DigestDue.objects.filter(person=room.boris).exists()


def test_who_stays_by_another_seat_loses_only_the_groups_they_lost(room: Room) -> None:
    membership.seat_person(room.boris, make.organisation(), by=make.SETUP)
    other = make.group("Other", circle=Group.Circle.NETWORK)
    make.join(room.boris, other)
    lost, kept = (("replies", f"group:{group.uid}") for group in (room.group, other))
    choose(room.boris, {lost: "now", kept: "now", ("advisories", ""): "weekly"})
    row = room.boris.seats.get(group_seats__group=room.group)
    still = room.boris.seats.exclude(pk=row.pk).get()
    membership.join_group(still, other, by=make.SETUP)
    membership.end_seat(row, by=make.SETUP)
    left = set(room.boris.subscriptions.values_list("kind", "place"))
    assert left == {kept, ("advisories", "")}


def tell(concern: str, uid: UUID = NOBODY) -> None:
    occasion = fanout.Occasion(
        kind="topic.posted",
        thing_kind="post",
        thing_uid=uid,
        label="GREEN",
        asks=((concern, ""),),
    )
    fanout.fan_out(occasion, standing_people())
