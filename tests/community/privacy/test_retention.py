"""Every class of rows goes when its time has come, not before, and nothing else goes with it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from community.access.policy import Refused
from community.audit.models import Entry
from community.forums.models import Post, Topic
from community.joining.models import Application, Question, VoteNote
from community.keys.models import Key
from community.machines.models import Token
from community.models import Person, VettingCase, VettingVote
from community.notify.models import OutgoingMail
from community.people.models import Invitation, Measure
from community.privacy import exporting, retention
from community.privacy.clocks import CLOCKS
from community.privacy.models import Export, Period, Run
from community.queues.models import Item
from community.readers import viewer_for
from community.signin.models import FactorReset
from search.models import Text as Found
from tests import factories as make

from .stage import Stage

LONG_AGO = timezone.now() - timedelta(days=20 * 365)
DAY = timedelta(days=1)
Left = Callable[[], int]
CLOCK = {clock.name: clock for clock in CLOCKS}


def case_of(stage: Stage, state: str, over: datetime) -> VettingCase:
    """A decided application with everything that is written on the way."""
    now = timezone.now()
    case = VettingCase.objects.create(
        organisation=make.organisation(), state=state, opened_at=over, closed_at=over
    )
    application = Application.objects.create(
        case=case,
        email=f"{state}@applicant.example",
        name="Applicant",
        contact_name="Somebody",
        language="en",
        started_at=now,
        saved_at=now,
    )
    values = {"application": application, "asked_by": stage.office[0], "asked_at": now}
    Question.objects.create(text="Who?", **values)
    vote = VettingVote.objects.create(
        case=case, by=stage.office[0], in_favour=True, reason="Known", at=now
    )
    VoteNote.objects.create(vote=vote, to_applicant="Thanks")
    return case


def a_copy(stage: Stage, over: datetime) -> Left:
    exporting.ask_export(stage.person, viewer=viewer_for(stage.person))
    Export.objects.update(ready_at=over, expires_at=over + 7 * DAY)
    return Export.objects.count


def a_mail(stage: Stage, over: datetime) -> Left:
    for number, state in enumerate(("sent", "queued")):
        OutgoingMail.objects.create(
            kind="letter:x",
            thing_kind="person",
            thing_uid=stage.person.uid,
            recipient=str(number),
            address="a@b.example",
            message_id=f"<{number}@portal.example>",
            state=state,
            created=over,
        )
    return OutgoingMail.objects.filter(state="sent").count


def a_refusal(stage: Stage, over: datetime) -> Left:
    case_of(stage, "refused", over)
    case_of(stage, "withdrawn", over)

    def left() -> int:
        kinds = (Application, Question, VettingVote, VoteNote, VettingCase)
        return sum(kind.objects.count() for kind in kinds)

    return left


def an_approval(stage: Stage, over: datetime) -> Left:
    case_of(stage, "approved", over)

    def left() -> int:
        assert VettingCase.objects.count() == 1, "that it was decided stays"
        assert VettingVote.objects.count() == 1
        typed = VettingVote.objects.exclude(reason="").count()
        return typed + Application.objects.count() + VoteNote.objects.count()

    return left


def a_measure(stage: Stage, over: datetime) -> Left:
    values = {"person": stage.person, "by": stage.office[0], "at": over, "reason": "Because"}
    Measure.objects.create(**values, kind="suspension", ended_at=over)
    return Measure.objects.exclude(reason="").count


def a_reason(stage: Stage, over: datetime) -> Left:
    from community.profiles.models import StateNote

    values = {"organisation": stage.organisation, "by": stage.office[0], "at": over}
    StateNote.objects.create(**values, state="suspended", reason="Because")
    return StateNote.objects.exclude(reason="").count


def a_waiting_thing(stage: Stage, over: datetime) -> Left:
    values = {"queue": "q", "thing_kind": "k", "role": "secretariat", "opened_at": over}
    Item.objects.create(**values, thing_uid=stage.person.uid, closed_at=over)
    Item.objects.create(**values, thing_uid=stage.reader.uid)
    return Item.objects.exclude(closed_at=None).count


def a_way_in(stage: Stage, over: datetime) -> Left:
    who = stage.person
    Key.objects.create(person=who, armored="x", fingerprint="F" * 40, filed_at=over, ended_at=over)
    FactorReset.objects.create(person=who, state="refused", asked_at=over, ends_at=over)
    values = {"organisation": stage.organisation, "digest": "d"}
    Invitation.objects.create(
        **values, email="x@y.example", by=who, sent_at=over, expires_at=over, accepted_at=over
    )
    Token.objects.create(
        organisation=stage.organisation,
        name="t",
        prefix="p",
        digest="d",
        ceiling="GREEN",
        created_by=who,
        created_at=over,
        expires_at=over,
    )

    def left() -> int:
        kinds = (Key, FactorReset, Invitation, Token)
        return sum(kind.objects.count() for kind in kinds)

    return left


def who_left(stage: Stage, over: datetime) -> Left:
    who = stage.person
    who.seats.update(until=over)
    Person.objects.filter(pk=who.pk).update(state="left", seen_at=over, joined_at=over)
    return Person.objects.filter(pk=who.pk).exclude(state="erased").count


def a_closed_topic(stage: Stage, over: datetime) -> Left:
    closed, still = stage.write(stage.person, "Closed"), stage.write(stage.person, "Open")
    Topic.objects.filter(pk=closed.pk).update(closed_at=over)
    uids = [closed.uid, closed.posts.get().uid]

    def left() -> int:
        assert Topic.objects.filter(pk=still.pk).exists()
        posts = Post.objects.filter(topic=closed)
        rows: list[QuerySet] = [Topic.objects.filter(pk=closed.pk), posts]
        return sum(one.count() for one in rows) + Found.objects.filter(uid__in=uids).count()

    return left


MAKERS: dict[str, Callable[[Stage, datetime], Left]] = {
    "exports": a_copy,
    "mails": a_mail,
    "refused": a_refusal,
    "casework": an_approval,
    "measures": a_measure,
    "reasons": a_reason,
    "queues": a_waiting_thing,
    "access": a_way_in,
    "left": who_left,
    "conversation": a_closed_topic,
}


def test_every_class_is_proven_here() -> None:
    assert MAKERS.keys() == CLOCK.keys()


@pytest.mark.parametrize("name", CLOCK)
def test_it_goes_when_its_time_has_come_and_not_before(stage: Stage, name: str) -> None:
    over = LONG_AGO
    left = MAKERS[name](stage, over)
    there = left()
    assert there > 0
    only_this = pytest.MonkeyPatch()
    only_this.setattr(retention, "CLOCKS", (CLOCK[name],))
    days = CLOCK[name].days * DAY
    retention.run(over + days - DAY)
    assert left() == there
    counted = retention.run(over + days + DAY).counts
    assert counted[name] > 0
    assert left() == 0
    assert retention.run(over + days + 2 * DAY).counts[name] == 0
    only_this.undo()


def test_who_waits_or_came_back_is_not_erased(stage: Stage) -> None:
    who_left(stage, LONG_AGO)
    make.member(stage.organisation, name="Stays")
    stage.person.seats.update(until=None)
    retention.run()
    assert Person.objects.get(pk=stage.person.pk).state == "left"
    assert not Person.objects.filter(state="erased").exists()


def test_a_run_is_counted_in_the_log(stage: Stage) -> None:
    a_mail(stage, LONG_AGO)
    retention.run()
    entry = Entry.objects.get(verb="retention.run")
    assert entry.details == '{"mails":1}'
    assert Run.objects.get().counts["mails"] == 1


def test_it_works_in_batches(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    for number in range(5):
        Item.objects.create(
            queue="q",
            thing_kind="k",
            thing_uid=stage.person.uid,
            role=f"r{number}",
            opened_at=LONG_AGO,
            closed_at=LONG_AGO,
        )
    assert retention.run().counts["queues"] == 5


def test_a_shorter_period_holds_a_week_later(stage: Stage) -> None:
    now = timezone.now()
    office = viewer_for(stage.office[0])
    assert retention.set_periods({"mails": 60}, viewer=office, now=now) == 1
    clock = CLOCK["mails"]
    assert retention.days_of(clock, now) == 180
    assert retention.days_of(clock, now + 8 * DAY) == 60
    assert retention.set_periods({"mails": 400}, viewer=office, now=now + 8 * DAY) == 1
    assert retention.days_of(clock, now + 8 * DAY) == 400, "a longer one holds at once"
    assert Entry.objects.filter(verb="retention.set").count() == 2


def test_no_period_goes_below_its_least_or_is_set_by_others(stage: Stage) -> None:
    office = viewer_for(stage.office[0])
    with pytest.raises(ValueError, match="mails"):
        retention.set_periods({"mails": 29}, viewer=office)
    with pytest.raises(Refused):
        retention.set_periods({"mails": 60}, viewer=viewer_for(stage.person))
    assert retention.set_periods({"exports": 1}, viewer=office) == 0
    assert not Period.objects.exists()
