"""Delivery to a real mail server that refuses, hangs, or takes a mail and dies."""

import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from community.jobs import leases
from community.jobs.models import Job
from community.jobs.running import run
from community.models import Person
from community.notify.letters import Letter, send_letter
from community.notify.models import OutgoingMail, StoppedAddress
from tests import factories as make
from tests.community.notify.server import Manners, mail_server

pytestmark = pytest.mark.django_db
LEASE = timedelta(minutes=1)


@pytest.fixture
def server(settings: Settings) -> Iterator[Manners]:
    with mail_server(settings) as manners:
        yield manners


@pytest.fixture
def mail() -> OutgoingMail:
    person = make.member(language="en", email="ana@members.example")
    words = Letter("Hello", ["Something is yours."])
    return send_letter(
        "hello", lambda: words, thing_kind="person", thing_uid=person.uid, person=person
    )


def work() -> Job:
    """One job as the worker does it, now."""
    Job.objects.update(run_after=timezone.now())
    job = leases.claim(LEASE)
    assert job is not None
    run(job, LEASE)
    job.refresh_from_db()
    return job


def state_of(mail: OutgoingMail) -> str:
    mail.refresh_from_db()
    return mail.state


def test_a_mail_arrives_with_its_own_id(server: Manners, mail: OutgoingMail) -> None:
    assert work().state == "done"
    ((sender, to, message),) = server.taken
    assert (sender, to) == ("portal@localhost", ["ana@members.example"])
    assert message["Message-ID"] == mail.message_id
    assert {part.get_content_type() for part in message.walk()} == {
        "multipart/alternative",
        "text/plain",
        "text/html",
    }
    assert state_of(mail) == "sent"


@pytest.mark.parametrize(
    ("answer", "state", "stopped"),
    [
        ("550 5.1.1 no such user", "bounced", ["5.1.1"]),
        ("550 go away", "bounced", [""]),
        ("554 5.7.1 we do not like this sender", "bounced", []),
        ("552 5.2.2 mailbox full", "bounced", []),
        ("450 4.2.0 greylisted", "retry", []),
    ],
)
def test_a_refused_recipient(
    server: Manners, mail: OutgoingMail, answer: str, state: str, stopped: list[str]
) -> None:
    server.refuse = answer
    work()
    assert state_of(mail) == state
    assert list(StoppedAddress.objects.values_list("status", flat=True)) == stopped


def test_greylisted_mail_arrives_later(server: Manners, mail: OutgoingMail) -> None:
    server.refuse = "451 4.7.1 come back later"
    assert work().state == "pending"
    server.refuse = ""
    work()
    assert (state_of(mail), len(server.taken)) == ("sent", 1)


def test_a_refused_text_says_nothing_about_the_address(server: Manners, mail: OutgoingMail) -> None:
    server.refuse_text = "554 5.6.0 this looks bad"
    assert work().state == "done"
    assert state_of(mail) == "bounced"
    assert not StoppedAddress.objects.exists()


def test_a_server_that_hangs_is_left_and_tried_again(server: Manners, mail: OutgoingMail) -> None:
    server.hang = True
    job = work()
    assert (job.state, state_of(mail)) == ("pending", "retry")
    assert "timeout" in job.error.lower() or "Disconnected" in job.error
    server.hang = False
    work()
    assert (state_of(mail), len(server.taken)) == ("sent", 1)


def test_a_server_that_takes_it_and_dies_gets_it_twice_with_one_id(
    server: Manners, mail: OutgoingMail
) -> None:
    server.die = True
    assert work().state == "pending"
    work()
    assert state_of(mail) == "sent"
    assert [message["Message-ID"] for _f, _t, message in server.taken] == [mail.message_id] * 2


def test_the_next_mails_are_withheld_and_the_person_is_told(
    server: Manners, mail: OutgoingMail, client_of: Callable[[Person], Client]
) -> None:
    server.refuse = "550 5.1.1 no such user"
    work()
    server.refuse = ""
    person = Person.objects.get(email="ana@members.example")
    again = send_letter(
        "hello",
        lambda: Letter("Again", ["x"]),
        thing_kind="person",
        thing_uid=uuid.uuid4(),
        person=person,
    )
    work()
    assert (state_of(again), again.withheld, server.taken) == ("withheld", "stopped", [])
    client = client_of(person)
    page = client.get("/en/me/mail/").content.decode()
    assert "we write nothing to your address but codes" in page
    client.post("/en/me/mail/", {"again": "1"})
    assert not StoppedAddress.objects.exists()
