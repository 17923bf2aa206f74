"""Receipts: the same key of the same person is the same act, and gone after a day."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from community.jobs import clock, leases, running
from community.models import Person, Receipt
from tests import factories as make

pytestmark = pytest.mark.django_db


def receive(person: Person, key: str = "k", act: str = "advisory.start") -> Receipt:
    return Receipt.objects.create(
        person=person, key=key, act=act, made_kind="advisory", made_uid=uuid.uuid4()
    )


def test_a_key_counts_once_per_person_and_act() -> None:
    one, other = make.person(), make.person()
    receive(one)
    receive(other)
    receive(one, act="topic.start")
    receive(one, key="another")
    with pytest.raises(IntegrityError), transaction.atomic():
        receive(one)


def test_the_worker_takes_them_away_after_a_day(frozen: time_machine.Traveller) -> None:
    old = receive(make.person(), "old")
    frozen.shift(timedelta(hours=22, minutes=30))
    young = receive(make.person(), "young")
    an_hour_of_work(frozen)
    assert set(Receipt.objects.all()) == {old, young}
    an_hour_of_work(frozen)
    assert set(Receipt.objects.all()) == {young}


def an_hour_of_work(frozen: time_machine.Traveller) -> None:
    """The clock ticks, an hour passes, it ticks again, and what it queued is done."""
    clock.tick()
    frozen.shift(timedelta(hours=1))
    clock.tick()
    while (job := leases.claim(timedelta(minutes=1))) is not None:
        assert running.run(job, timedelta(minutes=1))
