import uuid

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import transaction
from django.utils import translation

from community.jobs.models import Job
from community.notify.models import OutgoingMail
from community.notify.outbox import Unlabelled, queue_account_mail, queue_mail

THING = uuid.UUID(int=5)
SECRET = "Ransomware at the hospital"


def write(**changes: object) -> OutgoingMail:
    facts: dict[str, object] = {
        "kind": "advisory.released",
        "thing_kind": "advisory",
        "thing_uid": THING,
        "person_id": 7,
        "address": "ana@example.org",
        "subject": SECRET,
        "text": "Read it here.",
        "label": "GREEN",
        "language": "en",
    }
    return queue_mail(**(facts | changes))  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_mail_is_a_row_and_a_job_that_carries_its_uid_only() -> None:
    mail = write()
    job = Job.objects.get()
    assert OutgoingMail.objects.get() == mail
    assert (job.handler, job.payload, job.queue) == (
        "notify.deliver",
        {"mail": str(mail.uid)},
        "mail",
    )
    assert mail.state == "queued"
    assert mail.message_id == f"<{mail.uid}@localhost>"


@pytest.mark.django_db
def test_a_second_fan_out_writes_nothing() -> None:
    first = write()
    assert write(subject="Again") == first
    write(person_id=None)
    write(person_id=None, address="ANA@example.org")
    assert OutgoingMail.objects.count() == Job.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"person_id": 8},
        {"kind": "advisory.raised"},
        {"thing_uid": uuid.UUID(int=6)},
        {"thing_kind": "topic"},
    ],
)
def test_another_reader_occasion_or_thing_is_another_mail(change: dict[str, object]) -> None:
    write()
    write(**change)
    assert OutgoingMail.objects.count() == Job.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_row_and_job_roll_back_with_the_callers_transaction() -> None:
    @transaction.atomic
    def act() -> None:
        write()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        act()
    assert not OutgoingMail.objects.exists()
    assert not Job.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("label", ["CLEAR", "GREEN"])
def test_the_label_leads_subject_and_text(label: str) -> None:
    mail = write(label=label)
    assert mail.subject == f"[TLP:{label}] {SECRET}"
    assert mail.text == f"TLP:{label}\n\nRead it here."


@pytest.mark.django_db
@pytest.mark.parametrize("label", ["AMBER", "AMBER+STRICT", "RED"])
def test_above_green_the_subject_carries_ids_only(label: str) -> None:
    mail = write(label=label, html=f"<p>TLP:{label}</p>")
    assert mail.subject == f"[TLP:{label}] advisory {THING}"
    assert f"TLP:{label}" in mail.text


@pytest.mark.django_db
def test_what_has_no_label_is_not_written() -> None:
    for label in ("", "WHITE"):
        with pytest.raises(ValueError, match="not a valid Label"):
            write(label=label)
    with pytest.raises(Unlabelled):
        write(html="<p>Read it here.</p>")
    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db
def test_a_line_break_in_a_subject_makes_no_header() -> None:
    assert write(subject="One\r\nBcc: all@example.org").subject == (
        "[TLP:GREEN] One Bcc: all@example.org"
    )


@pytest.mark.django_db
def test_account_mails_are_urgent_and_never_the_same_mail_twice() -> None:
    message = EmailMultiAlternatives("Code", "Your code: 123", to=["ana@example.org"])
    message.attach_alternative("<p>123</p>", "text/html")
    with translation.override("sr-latn"):
        (mail,) = queue_account_mail(message, person_id=7)
        queue_account_mail(message, person_id=7)
    assert OutgoingMail.objects.count() == 2
    assert set(Job.objects.values_list("queue", flat=True)) == {"urgent"}
    assert (mail.subject, mail.text, mail.html) == ("Code", "Your code: 123", "<p>123</p>")
    assert (mail.kind, mail.label, mail.language) == ("account", "", "sr-latn")


@pytest.mark.django_db
def test_an_account_mail_to_two_addresses_is_two_rows() -> None:
    mails = queue_account_mail(EmailMessage("Code", "123", to=["a@example.org", "b@example.org"]))
    assert [mail.address for mail in mails] == ["a@example.org", "b@example.org"]
