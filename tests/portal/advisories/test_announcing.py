"""Mail about what goes out: to its readers alone, once, and not after a label rose."""

from datetime import timedelta

import pytest
from django.core import mail as locmem
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from community import rules
from community.access.tlp import Label
from community.jobs import registry
from community.jobs.models import Job
from community.models import Organisation, Person
from community.notify.delivery import deliver
from community.notify.models import Interval, OutgoingMail, Subscription
from community.notify.rechecks import may_still_receive
from portal.advisories import lifecycle
from portal.advisories.announcing import NEWS
from portal.advisories.audience import Recipients
from portal.advisories.lifecycle import ANNOUNCE, TELL_RISE
from portal.advisories.models import Hand, Release
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
        registry.handler(handler).work(job.payload)


def mails(kind: str = "advisory.released") -> dict[Person, OutgoingMail]:
    people = {person.pk: person for person in Person.objects.all()}
    rows = OutgoingMail.objects.filter(kind=kind, person_id__isnull=False)
    return {people[mail.person_id]: mail for mail in rows}


def sent(mail: OutgoingMail) -> EmailMultiAlternatives:
    """What goes out for this row."""
    before = len(locmem.outbox)
    deliver(mail.uid)
    (message,) = locmem.outbox[before:]
    return message


def html_of(message: EmailMultiAlternatives) -> str:
    return str(message.alternatives[0][0])


def raised(desk: Desk, release: Release, label: Label, *to: Organisation) -> None:
    recipients = Recipients(organisations=to)
    lifecycle.raise_label(
        release.advisory, label, by=desk.by(desk.publisher), recipients=recipients
    )


def test_clear_ones_are_mailed_to_every_member(desk: Desk) -> None:
    member, applicant = make.member(), make.person(state="applicant")
    desk.released("CLEAR")
    work(ANNOUNCE)
    assert member in mails()
    assert applicant not in mails()


def test_each_reader_gets_one_however_often_the_job_runs(desk: Desk, one: Organisation) -> None:
    inside, outside = make.member(one, language="en"), make.member()
    desk.released("AMBER", title="Tajna pumpa", to=Recipients(organisations=(one,)))
    for _ in range(2):
        work(ANNOUNCE)
    found = mails()
    assert set(found) == {inside, desk.author, desk.second, desk.reviewer}
    assert outside not in found
    assert OutgoingMail.objects.count() == 4
    assert all(may_still_receive(mail) for mail in found.values())


def test_who_let_it_out_is_not_told_of_it(desk: Desk) -> None:
    desk.released("GREEN")
    work(ANNOUNCE)
    assert desk.publisher not in mails()
    assert desk.author in mails()


def test_above_green_neither_subject_nor_text_says_what_it_is(
    desk: Desk, one: Organisation
) -> None:
    inside = make.member(one, language="en")
    release = desk.released("AMBER", title="Tajna pumpa", to=Recipients(organisations=(one,)))
    work(ANNOUNCE)
    mail = mails()[inside]
    message = sent(mail)
    assert message.subject == f"[TLP:AMBER] release {release.uid}"
    assert "pumpa" not in message.message().as_string() + html_of(message) + message.body
    assert f"/advisories/{release.advisory.uid}/" in message.body
    assert message.body.startswith("TLP:AMBER")
    mail.refresh_from_db()
    assert (mail.text, mail.html) == ("", "")


def test_the_network_may_let_the_title_into_the_text_of_amber_and_nowhere_else(
    desk: Desk, one: Organisation
) -> None:
    inside = make.member(one, language="en")
    rules.set_rules(by=make.SETUP, amber_title_in_mail=True)
    to = Recipients(organisations=(one,))
    for label in ("AMBER", "AMBER+STRICT"):
        desk.released(label, title=f"Tajna pumpa {label}", to=to)
    work(ANNOUNCE)
    rows = OutgoingMail.objects.filter(person_id=inside.pk)
    amber, strict = (sent(rows.get(label=label)) for label in ("AMBER", "AMBER+STRICT"))
    assert "Tajna pumpa AMBER" in amber.body
    assert "pumpa" not in amber.subject
    assert "pumpa" not in strict.subject + strict.body + html_of(strict)
    assert "Something waits for you" in strict.body


def test_green_goes_out_in_full_with_its_label_at_both_ends(desk: Desk) -> None:
    reader = make.member(language="en")
    release = desk.released("GREEN", title="Pumpe", actions="Ugasite pumpu")
    work(ANNOUNCE)
    message = sent(mails()[reader])
    assert message.subject == "[TLP:GREEN] Pumpe"
    for part in (message.body, html_of(message)):
        assert "Ugasite pumpu" in part
        assert f"/en/advisories/{release.advisory.uid}/" in part
        assert "Why you get this" in part
        assert part.count("TLP:GREEN") >= 2
    assert message.body.startswith("TLP:GREEN")


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
    sent(mails()[told])
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
    assert not OutgoingMail.objects.filter(subject__contains="pumpa").exists()


def test_a_withdrawal_is_told_to_who_read_it(desk: Desk) -> None:
    reader = make.member(language="en")
    release = desk.released("GREEN", title="Pumpe")
    lifecycle.withdraw(release.advisory, by=desk.by(desk.publisher), reason="Greška")
    work(ANNOUNCE)
    message = sent(OutgoingMail.objects.get(person_id=reader.pk))
    assert message.body.count("Withdrawn: Pumpe") == 1
    assert "Greška" in message.body


def test_an_archive_is_no_news(desk: Desk) -> None:
    desk.released("GREEN")
    Hand.objects.update(at=timezone.now() - NEWS - timedelta(hours=1))
    work(ANNOUNCE)
    assert not OutgoingMail.objects.exists()


def test_a_publisher_can_be_muted_by_itself(desk: Desk) -> None:
    reader, other = make.member(), Desk()
    Subscription.objects.create(
        person=reader, kind="advisories", place=f"team:{desk.team.uid}", interval=Interval.NEVER
    )
    desk.released("GREEN")
    other.released("GREEN")
    work(ANNOUNCE)
    assert OutgoingMail.objects.filter(person_id=reader.pk).count() == 1


class TestMailboxes:
    def released(self, desk: Desk, one: Organisation, label: str = "AMBER") -> Release:
        for name in ("Duty", "Second desk"):
            team = make.team(one, name)
            team.mailbox = "SOC@one.example"
            team.save()
        stranger = make.team(make.organisation(), "Strangers")
        stranger.mailbox = "soc@other.example"
        stranger.save()
        release = desk.released(label, title="Tajna", to=Recipients(organisations=(one,)))
        for _ in range(2):
            work(ANNOUNCE)
        return release

    def boxes(self) -> list[OutgoingMail]:
        return list(OutgoingMail.objects.filter(why="mailbox"))

    def test_one_mail_to_each_addressed_mailbox(self, desk: Desk, one: Organisation) -> None:
        make.member(one)
        self.released(desk, one)
        (mail,) = self.boxes()
        assert mail.address == "soc@one.example"
        message = sent(mail)
        assert "Tajna" not in message.subject + message.body
        assert "List-Unsubscribe" not in message.extra_headers

    def test_an_organisation_that_nobody_reads_for_any_more_gets_none(
        self, desk: Desk, one: Organisation
    ) -> None:
        reader = make.member(one)
        self.released(desk, one)
        (mail,) = self.boxes()
        assert may_still_receive(mail)
        Person.objects.filter(pk=reader.pk).update(standing_until=None)
        assert not may_still_receive(mail)

    def test_what_is_for_persons_or_everybody_goes_to_no_mailbox(
        self, desk: Desk, one: Organisation
    ) -> None:
        make.member(one)
        self.released(desk, one, "GREEN")
        assert self.boxes() == []
