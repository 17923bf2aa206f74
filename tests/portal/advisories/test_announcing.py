"""Mail about what goes out: to its readers alone, once, and not after a label rose."""

import pytest
from django.db import transaction

from community.access.tlp import Label
from community.jobs import registry
from community.jobs.models import Job
from community.models import Organisation, Person
from community.notify.models import OutgoingMail
from community.notify.rechecks import may_still_receive
from portal.advisories import lifecycle
from portal.advisories.audience import Recipients
from portal.advisories.lifecycle import ANNOUNCE, TELL_RISE
from portal.advisories.models import Release
from tests import factories as make
from tests.portal.advisories.desk import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def one() -> Organisation:
    return make.organisation()


def work(handler: str) -> None:
    """Does the queued work as the worker does, and leaves it queued: twice must be once."""
    for job in Job.objects.filter(handler=handler):
        with transaction.atomic():
            registry.handler(handler).work(job.payload)


def mails(kind: str = "advisory.released") -> dict[Person, OutgoingMail]:
    people = {person.pk: person for person in Person.objects.all()}
    return {people[mail.person_id]: mail for mail in OutgoingMail.objects.filter(kind=kind)}


def raised(desk: Desk, release: Release, label: Label, *to: Organisation) -> None:
    recipients = Recipients(organisations=to)
    lifecycle.raise_label(
        release.advisory, label, by=desk.by(desk.publisher), recipients=recipients
    )


def test_clear_ones_are_mailed_to_nobody(desk: Desk) -> None:
    desk.released("CLEAR")
    assert not Job.objects.filter(handler=ANNOUNCE).exists()


def test_each_reader_gets_one_however_often_the_job_runs(desk: Desk, one: Organisation) -> None:
    inside, outside = make.member(one, language="en"), make.member()
    desk.released("AMBER", title="Tajna pumpa", to=Recipients(organisations=(one,)))
    for _ in range(2):
        work(ANNOUNCE)
    found = mails()
    assert set(found) == {inside, desk.author, desk.second, desk.reviewer, desk.publisher}
    assert outside not in found
    assert OutgoingMail.objects.count() == 5
    assert all(may_still_receive(mail) for mail in found.values())


def test_above_green_neither_subject_nor_text_says_what_it_is(
    desk: Desk, one: Organisation
) -> None:
    inside = make.member(one, language="en")
    release = desk.released("AMBER", title="Tajna pumpa", to=Recipients(organisations=(one,)))
    work(ANNOUNCE)
    mail = mails()[inside]
    assert mail.subject == f"[TLP:AMBER] release {release.uid}"
    assert "pumpa" not in mail.subject + mail.text
    assert f"/advisories/{release.advisory.uid}/" in mail.text
    assert mail.text.startswith("TLP:AMBER")


def test_green_says_what_to_do(desk: Desk) -> None:
    reader = make.member(language="en")
    release = desk.released("GREEN", title="Pumpe", actions="Ugasite pumpu")
    work(ANNOUNCE)
    mail = mails()[reader]
    assert mail.subject == "[TLP:GREEN] Pumpe"
    assert "Ugasite pumpu" in mail.text
    assert f"/en/advisories/{release.advisory.uid}/" in mail.text
    assert "You get this because" in mail.text


def test_queued_mail_is_withheld_once_the_label_rose_or_the_seat_ended(
    desk: Desk, one: Organisation
) -> None:
    inside, outside = make.member(one), make.member()
    release = desk.released("GREEN")
    work(ANNOUNCE)
    found = mails()
    assert may_still_receive(found[outside])
    inside.is_active = False
    inside.save()
    assert not may_still_receive(found[inside])
    raised(desk, release, Label.AMBER, one)
    assert not may_still_receive(found[outside])
    assert not may_still_receive(found[desk.author])


def test_who_was_mailed_before_a_rise_gets_one_note_with_uid_and_label(
    desk: Desk, one: Organisation
) -> None:
    told, late = make.member(language="en"), make.member(language="en")
    release = desk.released("GREEN", title="Tajna pumpa")
    work(ANNOUNCE)
    OutgoingMail.objects.filter(person_id=told.pk).update(state=OutgoingMail.State.SENT)
    raised(desk, release, Label.AMBER, one)
    for _ in range(2):
        work(TELL_RISE)
    found = mails("advisory.raised:AMBER")
    assert set(found) == {told}
    assert late not in found
    note = found[told]
    assert str(release.advisory.uid) in note.text
    assert "TLP:AMBER" in note.text
    assert "pumpa" not in note.subject + note.text
    assert may_still_receive(note)


def test_a_withdrawal_is_told_to_who_read_it(desk: Desk) -> None:
    reader = make.member(language="en")
    release = desk.released("GREEN", title="Pumpe")
    lifecycle.withdraw(release.advisory, by=desk.by(desk.publisher), reason="Greška")
    work(ANNOUNCE)
    mail = OutgoingMail.objects.get(person_id=reader.pk)
    assert mail.text.count("Withdrawn: Pumpe") == 1
