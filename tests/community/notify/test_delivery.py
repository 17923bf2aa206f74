import logging
import smtplib
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from pytest_django.fixtures import Settings

from community.jobs import leases
from community.jobs.models import Job
from community.jobs.running import run
from community.notify import delivery, rechecks
from community.notify.models import OutgoingMail
from community.notify.outbox import queue_account_mail
from community.notify.rechecks import RecheckDoubled, recheck
from tests.community.notify.test_outbox import SECRET, write

pytestmark = pytest.mark.django_db
LEASE = timedelta(minutes=1)
BACKEND = "tests.community.notify.test_delivery.RefusingBackend"


class RefusingBackend(BaseEmailBackend):
    """A mail server that says no, as `smtplib` reports it."""

    answer: Exception = smtplib.SMTPServerDisconnected(SECRET)

    def send_messages(self, email_messages: list[EmailMessage]) -> int:
        raise self.answer


@pytest.fixture(autouse=True)
def may_read(monkeypatch: pytest.MonkeyPatch) -> dict[int, bool]:
    """Who may still read, by person id; asked by the recheck of this kind of mail."""
    known = {7: True}
    account = rechecks._questions["account"]
    monkeypatch.setattr(rechecks, "_questions", {"account": account})
    recheck("advisory.released")(lambda mail: known[mail.person_id or 0])
    return known


def work() -> Job:
    job = leases.claim(LEASE)
    assert job is not None
    run(job, LEASE)
    job.refresh_from_db()
    return job


def test_a_mail_is_sent_with_its_own_message_id_and_marked() -> None:
    mail = write(html="<p>TLP:GREEN</p>")
    assert work().state == "done"
    (sent,) = outbox.outbox
    assert (sent.to, sent.subject) == (["ana@example.org"], f"[TLP:GREEN] {SECRET}")
    assert sent.message()["Message-ID"] == mail.message_id
    assert sent.message()["Auto-Submitted"] == "auto-generated"
    mail.refresh_from_db()
    assert mail.state == "sent"
    assert mail.sent_at is not None
    assert "Read it here." in mail.text


@pytest.mark.parametrize("label", ["AMBER", "AMBER+STRICT", "RED"])
def test_bodies_above_green_are_wiped_once_sent(label: str) -> None:
    mail = write(label=label, html=f"<p>TLP:{label}</p>")
    work()
    assert "Read it here." in outbox.outbox[0].body
    mail.refresh_from_db()
    assert (mail.state, mail.text, mail.html) == ("sent", "", "")


def test_codes_are_wiped_once_sent() -> None:
    (mail,) = queue_account_mail(EmailMessage("Code", "123", to=["ana@example.org"]))
    work()
    assert outbox.outbox[0].body == "123"
    mail.refresh_from_db()
    assert (mail.state, mail.text) == ("sent", "")


def test_who_may_no_longer_read_gets_nothing(may_read: dict[int, bool]) -> None:
    mail = write(label="AMBER")
    may_read[7] = False
    assert work().state == "done"
    mail.refresh_from_db()
    assert (mail.state, mail.text, mail.sent_at) == ("withheld", "", None)
    assert outbox.outbox == []


def test_a_mail_that_nobody_answers_for_is_withheld() -> None:
    mail = write(kind="topic.replied")
    work()
    mail.refresh_from_db()
    assert (mail.state, outbox.outbox) == ("withheld", [])


def test_one_question_per_kind() -> None:
    with pytest.raises(RecheckDoubled):
        recheck("advisory.released")(lambda mail: True)


def test_a_repeated_job_sends_no_second_mail() -> None:
    mail = write()
    work()
    delivery.deliver(mail.uid)
    assert len(outbox.outbox) == 1


def test_a_mail_killed_before_its_mark_is_sent_again_with_the_same_id() -> None:
    mail = write()
    OutgoingMail.objects.update(state="in flight")
    work()
    assert outbox.outbox[0].message()["Message-ID"] == mail.message_id


def test_a_server_that_is_away_is_tried_again_and_quoted_nowhere(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    mail = write(label="AMBER")
    settings.EMAIL_BACKEND = BACKEND
    with caplog.at_level(logging.DEBUG):
        job = work()
    assert (job.state, job.tries) == ("pending", 1)
    assert job.error.startswith("smtplib.SMTPServerDisconnected")
    assert SECRET not in job.error + caplog.text
    assert "ana@example.org" not in job.error + caplog.text
    mail.refresh_from_db()
    assert mail.state == "retry"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Job.objects.update(run_after=timezone.now())
    work()
    mail.refresh_from_db()
    assert (mail.state, len(outbox.outbox)) == ("sent", 1)


def test_after_the_last_try_the_mail_has_failed_and_keeps_its_body(
    settings: Settings,
) -> None:
    mail = write(label="AMBER")
    settings.EMAIL_BACKEND = BACKEND
    Job.objects.update(max_tries=1)
    assert work().state == "failed"
    mail.refresh_from_db()
    assert mail.state == "failed"
    assert "Read it here." in mail.text


@pytest.mark.parametrize(
    ("code", "mail_state", "job_state"), [(550, "bounced", "done"), (450, "retry", "pending")]
)
def test_an_address_refused_for_good_is_not_tried_again(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    code: int,
    mail_state: str,
    job_state: str,
) -> None:
    refusal = smtplib.SMTPRecipientsRefused({"ana@example.org": (code, b"no")})
    monkeypatch.setattr(RefusingBackend, "answer", refusal)
    mail = write(label="AMBER")
    settings.EMAIL_BACKEND = BACKEND
    assert work().state == job_state
    mail.refresh_from_db()
    assert mail.state == mail_state


def test_a_mail_is_shown_as_its_kind_and_uid() -> None:
    mail = write()
    assert str(mail) == f"advisory.released mail {mail.uid}"
