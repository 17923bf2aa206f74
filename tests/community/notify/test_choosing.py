"""Which choice answers for a thing."""

import pytest

from community.notify.choosing import Answer, answer_of, choices_of
from community.notify.models import Subscription
from tests import factories as make

REPLY = (("replies", "topic:1"), ("replies", "group:2"), ("replies", ""))
TOPIC = (("topics", "group:2"), ("topics", ""))


@pytest.mark.parametrize(
    ("choices", "asks", "interval", "stream"),
    [
        ({}, REPLY, "never", "replies@"),
        ({}, TOPIC, "daily", "topics@"),
        ({}, (("advisories", ""),), "now", "advisories@"),
        ({("replies", "group:2"): "weekly"}, REPLY, "weekly", "replies@group:2"),
        (
            {("replies", "group:2"): "weekly", ("replies", "topic:1"): "now"},
            REPLY,
            "now",
            "replies@topic:1",
        ),
        ({("topics", "group:3"): "now"}, TOPIC, "daily", "topics@"),
        ({("digest", "daily"): "never"}, TOPIC, "never", "topics@"),
        ({("digest", "weekly"): "never"}, TOPIC, "daily", "topics@"),
        ({("crisis", ""): "never"}, (("crisis", ""),), "now", "crisis@"),
    ],
)
def test_the_nearest_place_answers(
    choices: dict[tuple[str, str], str],
    asks: tuple[tuple[str, str], ...],
    interval: str,
    stream: str,
) -> None:
    assert answer_of(choices, asks) == Answer(interval, stream)


@pytest.mark.django_db
def test_no_channel_is_no_mail_whatever_the_interval() -> None:
    person = make.member()
    Subscription.objects.create(
        person=person, kind="advisories", place="", channel="none", interval="now"
    )
    assert choices_of([person.pk]) == {person.pk: {("advisories", ""): "never"}}
