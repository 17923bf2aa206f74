"""Erasure: asked for twice over, a week to think, and then nothing of the person is left."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models
from django.test import Client
from django.utils import timezone

from community.access.policy import Refused
from community.audit.models import Entry
from community.audit.verifying import Walk
from community.forums import posting
from community.forums.models import Post, Topic
from community.forums.posting import Words
from community.jobs.models import Job
from community.joining.models import Knock
from community.models import Person, Receipt
from community.notify.models import OutgoingMail, Subscription
from community.people.models import Invitation, Request
from community.privacy import erasing
from community.privacy.models import Erasure
from community.privacy.tombstone import bury
from community.queues.models import Item
from community.rosters.models import Import, Row, Word
from tests import factories as make
from tests.conftest import ClientOf

from .stage import MAIL, NAME, WORDS, Stage

WEEK = timedelta(days=7)


def typed_columns() -> Iterator[tuple[type[models.Model], str]]:
    """Every column of every table that can hold words."""
    kinds = (models.CharField, models.TextField, models.JSONField)
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            for field in model._meta.local_concrete_fields:
                if isinstance(field, kinds):
                    yield model, field.name


def where_it_stands(word: str) -> list[str]:
    """The columns of the database in which a word occurs."""
    return [
        f"{model._meta.label}.{name}"
        for model, name in typed_columns()
        if model._default_manager.filter(**{f"{name}__icontains": word}).exists()
    ]


def leave_traces(stage: Stage, client_of: ClientOf) -> None:
    """Logs in, writes, invites, asks, is mailed: as a person does."""
    client_of(stage.person)
    stage.write(stage.person, "Open letter")
    now = timezone.now()
    values = {"organisation": stage.organisation, "email": MAIL, "digest": "d"}
    Invitation.objects.create(
        **values, by=stage.reader, sent_at=now, expires_at=now, person=stage.person
    )
    Request.objects.create(**values, name=NAME, asked_at=now, expires_at=now, language="sr")
    Knock.objects.create(email=MAIL, name=NAME, language="sr", at=now)
    Subscription.objects.create(
        person=stage.person, kind="topic", place="", channel="mail", interval="daily"
    )
    roster = Import.objects.create(
        kind="people",
        by=stage.office[0],
        at=now,
        encoding="utf-8",
        columns=["Name", "Mail"],
        fields=["name", "email"],
        total=2,
        language="en",
    )
    for number, cells in enumerate(([NAME, MAIL], ["Other", "else@kuca.example"])):
        Row.objects.create(roster=roster, number=number, cells=cells)
        Word.objects.create(roster=roster, word=cells[1])
    key = {"made_kind": "topic", "made_uid": stage.group.uid}
    Receipt.objects.create(person=stage.person, key="k", act="a", **key)


def erase(stage: Stage) -> None:
    """Asks, lets the week pass, and lets the clock come by."""
    stage.person.refresh_from_db()
    erasing.ask_erasure(stage.person, by=stage.act(stage.person))
    assert erasing.carry_out_due(timezone.now() + WEEK + timedelta(hours=1)) == 1
    stage.person.refresh_from_db()


def test_no_column_of_the_database_names_the_erased_person(
    stage: Stage, client_of: ClientOf
) -> None:
    Person.objects.filter(pk=stage.namesake.pk).update(name="Another")
    leave_traces(stage, client_of)
    found = {place for word in WORDS for place in where_it_stands(word)}
    expected = {"community.Person.name", "forums.Post.byline", "people.Request.email"}
    assert expected <= found, "the search of columns sees what is there"
    erase(stage)
    kept = [row.cells for row in Row.objects.order_by("number")]
    assert kept == [[], ["Other", "else@kuca.example"]], "the next line is somebody else's"
    assert {place for word in WORDS for place in where_it_stands(word)} == set()


def test_the_row_becomes_a_tombstone_that_opens_nothing(stage: Stage, client_of: ClientOf) -> None:
    client = client_of(stage.person)
    assert client.get("/en/me/").status_code == 200
    erase(stage)
    gone = stage.person
    assert gone.state == Person.State.ERASED
    assert gone.email == f"{gone.uid}@erased.invalid"
    assert not gone.has_usable_password()
    assert not gone.is_active
    assert gone.erased_at is not None
    assert not Authenticator.objects.filter(user=gone).exists()
    assert not EmailAddress.objects.filter(user=gone).exists()
    assert not gone.holdings.exists()
    assert not gone.seats.filter(until=None).exists()
    assert client.get("/en/me/").status_code == 404
    assert not Session.objects.filter(pk=client.session.session_key or "").exists()


def test_threads_stay_readable_with_their_numbers_and_counts(
    stage: Stage, client_of: ClientOf
) -> None:
    topic = stage.write(stage.person, "Open letter")
    posting.reply(topic, by=stage.writer(stage.reader), words=Words("Answer", "en"), key="r")
    posting.reply(topic, by=stage.writer(stage.person), words=Words("Last", "en"), key="l")
    client = client_of(stage.reader)
    before = client.get(f"/en/topics/{topic.uid}/").content.decode()
    assert NAME in before
    erase(stage)
    after = client.get(f"/en/topics/{topic.uid}/").content.decode()
    assert "Words of Open letter" in after
    assert "Answer" in after
    assert "former member" in after
    assert NAME not in after
    fresh = Topic.objects.get(pk=topic.pk)
    assert (fresh.post_count, fresh.highest_number) == (3, 3)
    listed = client.get(f"/en/groups/{stage.group.uid}/").content.decode()
    assert "former member" in listed
    serbian = client.get(f"/sr/topics/{topic.uid}/")
    assert serbian.status_code == 200


def test_a_namesake_keeps_their_name(stage: Stage) -> None:
    theirs = stage.write(stage.namesake, "Of the other one")
    stage.write(stage.person, "Of the first one")
    erase(stage)
    assert Post.objects.get(topic=theirs).byline == NAME
    assert Topic.objects.get(pk=theirs.pk).last_byline == NAME
    assert Person.objects.get(pk=stage.namesake.pk).state == Person.State.VETTED


def test_a_sealed_letter_stays_and_points_at_the_tombstone(stage: Stage) -> None:
    topic = stage.write(stage.person, "Sealed letter", sealed=True)
    letter = Post.objects.get(topic=topic).byline
    erase(stage)
    assert Post.objects.get(topic=topic).byline == letter
    assert [one.state for one in posting.written_by(topic.uid)] == [Person.State.ERASED]


def test_the_log_is_untouched_and_still_verifies(stage: Stage) -> None:
    stage.write(stage.person, "Open letter")
    before = list(Entry.objects.order_by("seq").values_list("seq", "hash"))
    erase(stage)
    kept = Entry.objects.filter(seq__lte=before[-1][0]).order_by("seq")
    assert list(kept.values_list("seq", "hash")) == before
    assert list(Walk().findings()) == []
    acts = Entry.objects.filter(verb="erasure.done", uid=str(stage.person.uid))
    assert acts.count() == 1


def test_nothing_happens_before_the_week_is_over_or_after_a_withdrawal(stage: Stage) -> None:
    waiting = erasing.ask_erasure(stage.person, by=stage.act(stage.person))
    assert erasing.carry_out_due(timezone.now() + WEEK - timedelta(hours=1)) == 0
    assert Item.objects.filter(queue="privacy", closed_at=None).count() == 1
    erasing.withdraw(waiting, by=stage.act(stage.person))
    assert erasing.carry_out_due(timezone.now() + 2 * WEEK) == 0
    assert Person.objects.get(pk=stage.person.pk).name == NAME
    assert not Item.objects.filter(queue="privacy", closed_at=None).exists()


def test_asking_twice_makes_one(stage: Stage) -> None:
    by = stage.act(stage.person)
    assert erasing.ask_erasure(stage.person, by=by) == erasing.ask_erasure(stage.person, by=by)


def test_the_office_needs_two_and_neither_is_the_person(stage: Stage) -> None:
    first, second = stage.office
    with pytest.raises(Refused):
        erasing.propose(first, "self", by=stage.act(first))
    with pytest.raises(Refused):
        erasing.propose(stage.person, "not in the office", by=stage.act(stage.reader))
    row = erasing.propose(stage.person, "by letter", by=stage.act(first))
    assert erasing.carry_out_due(timezone.now() + 2 * WEEK) == 0
    with pytest.raises(Refused):
        erasing.confirm(row, by=stage.act(first))
    erasing.confirm(row, by=stage.act(second))
    assert OutgoingMail.objects.filter(person_id=stage.person.pk).exists(), "the person is told"
    assert erasing.carry_out_due(timezone.now() + 2 * WEEK) == 1


def test_the_one_it_is_about_may_not_confirm(stage: Stage) -> None:
    first, second = stage.office
    row = erasing.propose(second, "by letter", by=stage.act(first))
    with pytest.raises(Refused):
        erasing.confirm(row, by=stage.act(second))
    erasing.withdraw(row, by=stage.act(second))
    assert Erasure.objects.get(pk=row.pk).state == "withdrawn"


def test_mail_that_was_queued_for_the_erased_is_given_up_quietly(stage: Stage) -> None:
    erase(stage)
    assert not OutgoingMail.objects.filter(person_id=stage.person.pk).exists()
    from community.notify.delivery import deliver

    deliver(stage.person.uid)  # a job whose mail is gone
    assert not Job.objects.filter(state="failed").exists()


def test_whoever_left_or_sleeps_can_be_erased_too(stage: Stage) -> None:
    for state in (Person.State.LEFT, Person.State.DORMANT, Person.State.SUSPENDED):
        who = make.member(name=f"Was {state}")
        Person.objects.filter(pk=who.pk).update(state=state)
        bury(who, timezone.now())
        assert Person.objects.get(pk=who.pk).state == Person.State.ERASED


def test_an_erased_address_can_be_used_by_a_new_account(stage: Stage, client: Client) -> None:
    erase(stage)
    assert make.person("Somebody new", email=MAIL).email == MAIL
