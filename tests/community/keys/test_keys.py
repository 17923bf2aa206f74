"""Keys on file, and mail that only their owner's gpg opens."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from email import message_from_bytes

import pytest
from django.core import mail as locmem
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from community.access.policy import Refused
from community.audit.models import Entry
from community.keys.filing import file_key, key_of, remove_key
from community.keys.judging import LONGEST, read_key
from community.keys.models import Key
from community.keys.recipients import key_for
from community.models import Person, Seat
from community.notify.delivery import deliver
from community.notify.letters import Letter, send_letter
from community.notify.outbox import queue_account_mail, queue_mail
from community.readers import viewer_for
from tests import factories as make
from tests.community.keys.throwaway import Gpg, throwaway_gpg

pytestmark = pytest.mark.django_db
ANA = "Ana <ana@members.example>"


@pytest.fixture(scope="module")
def gpg() -> Iterator[Gpg]:
    with throwaway_gpg() as made:
        made.make(ANA)
        made.make("Boris <boris@members.example>")
        made.make("Signer <signer@members.example>", usage="sign")
        yield made


@pytest.fixture
def ana() -> Person:
    return make.member(email="ana@members.example", language="en")


def letter_to(person: Person) -> EmailMessage:
    row = send_letter(
        "hello",
        lambda: Letter("Very private subject", ["Ćao, tajna reč."]),
        thing_kind="person",
        thing_uid=person.uid,
        person=person,
    )
    deliver(row.uid)
    return locmem.outbox[-1]


def test_mail_to_a_key_on_file_is_opened_by_its_owner_alone(gpg: Gpg, ana: Person) -> None:
    file_key(ana, gpg.public(ANA), by=viewer_for(ana))
    sent = letter_to(ana).message()
    whole = sent.as_bytes()
    assert sent.get_content_type() == "multipart/encrypted"
    assert sent.get_param("protocol") == "application/pgp-encrypted"
    assert sent["Subject"] == "Encrypted mail from the portal"
    assert b"private" not in whole
    assert b"tajna" not in whole
    version, armored = message_from_bytes(whole).get_payload()
    assert version.get_payload() == "Version: 1\n"
    assert armored.get_content_type() == "application/octet-stream"
    opened = message_from_bytes(gpg.decrypt(armored.get_payload().encode()))
    assert opened["Subject"] == "Very private subject"
    text = next(part for part in opened.walk() if part.get_content_type() == "text/plain")
    assert "Ćao, tajna reč." in text.get_payload(decode=True).decode()


def test_encryption_comes_on_top_of_the_label_and_shows_it(gpg: Gpg, ana: Person) -> None:
    file_key(ana, gpg.public(ANA), by=viewer_for(ana))
    row = queue_mail(
        kind="topic.raised:AMBER",
        thing_kind="topic",
        thing_uid=ana.uid,
        address=ana.email,
        person_id=ana.pk,
        subject="Tajna",
        text="Risen",
        label="AMBER",
        language="en",
    )
    deliver(row.uid)
    message = locmem.outbox[-1].message()
    assert message["Subject"] == "[TLP:AMBER] Encrypted mail from the portal"
    armored = message.get_payload()[1].get_payload()
    assert "Tajna" not in gpg.decrypt(armored.encode()).decode()


def test_codes_stay_readable(gpg: Gpg, ana: Person) -> None:
    file_key(ana, gpg.public(ANA), by=viewer_for(ana))
    (row,) = queue_account_mail(EmailMessage("Code", "123", to=[ana.email]), person_id=ana.pk)
    deliver(row.uid)
    assert locmem.outbox[-1].body == "123"


def test_a_teams_key_is_for_its_mailbox(gpg: Gpg) -> None:
    team = make.team()
    team.mailbox = "SOC@one.example"
    team.save()
    boss = make.member(team.organisation, role=Seat.Role.ADMINISTRATOR)
    key = file_key(team, gpg.public(ANA), by=viewer_for(boss))
    assert key_for(person_id=None, address="soc@one.example") == key
    assert key_for(person_id=None, address="other@one.example") is None


def test_a_new_key_takes_the_place_of_the_old_one_and_a_removed_one_is_gone(
    gpg: Gpg, ana: Person
) -> None:
    viewer = viewer_for(ana)
    first = file_key(ana, gpg.public(ANA), by=viewer)
    assert file_key(ana, gpg.public(ANA), by=viewer) == first
    second = file_key(ana, gpg.public("Boris"), by=viewer)
    assert key_of(ana) == second
    first.refresh_from_db()
    assert (first.armored, first.ended_at is None) == ("", False)
    assert remove_key(ana, by=viewer)
    assert not remove_key(ana, by=viewer)
    assert key_of(ana) is None
    assert letter_to(ana).message().get_content_type() == "multipart/alternative"
    verbs = list(Entry.objects.filter(verb__startswith="key.").values_list("verb", flat=True))
    assert verbs == ["key.file", "key.file", "key.remove"]


def test_nobody_files_a_key_for_somebody_else(gpg: Gpg, ana: Person) -> None:
    stranger, team = make.member(), make.team()
    for owner in (ana, team):
        with pytest.raises(Refused):
            file_key(owner, gpg.public(ANA), by=viewer_for(stranger))
        with pytest.raises(Refused):
            remove_key(owner, by=viewer_for(stranger))
    assert not Key.objects.exists()


def test_a_key_that_expires_on_file_no_longer_encrypts(gpg: Gpg, ana: Person) -> None:
    file_key(ana, gpg.public(ANA), by=viewer_for(ana))
    later = timezone.now() + timedelta(days=400)
    assert key_for(person_id=ana.pk, address="") is not None
    assert key_for(person_id=ana.pk, address="", now=later) is None


class TestRefused:
    def code(self, text: str, days: int = 0) -> str:
        with pytest.raises(ValidationError) as caught:
            read_key(text, timezone.now() + timedelta(days=days))
        return str(caught.value.code)

    def test_what_is_no_key(self, gpg: Gpg) -> None:
        good = gpg.public(ANA)
        middle = len(good) // 2
        assert self.code("hello") == "no-block"
        assert self.code(good[:middle]) == "unreadable"
        assert self.code(good[:100] + good[300:]) == "unreadable"
        assert self.code(good + good) == "several"
        assert self.code(good + "x" * LONGEST) == "too-long"

    def test_a_private_key(self, gpg: Gpg) -> None:
        private = gpg.private(ANA)
        assert self.code(private) == "private"
        assert self.code(private.replace("PRIVATE", "PUBLIC")) in ("private", "unreadable")

    def test_a_key_that_has_expired_or_cannot_encrypt(self, gpg: Gpg) -> None:
        assert self.code(gpg.public(ANA), days=400) == "expired"
        assert self.code(gpg.public("Signer")) == "no-encryption"


class TestPage:
    url = "/en/me/key/"

    def test_file_and_remove(
        self, gpg: Gpg, ana: Person, client_of: Callable[[Person], Client]
    ) -> None:
        client = client_of(ana)
        assert client.post(self.url, {"armored": gpg.public(ANA)}).status_code == 302
        key = key_of(ana)
        assert key is not None
        assert key.shown_fingerprint in client.get(self.url).content.decode()
        client.post(self.url, {"remove": "1"})
        assert key_of(ana) is None

    def test_a_bad_key_comes_back_with_the_reason(
        self, ana: Person, client_of: Callable[[Person], Client]
    ) -> None:
        answer = client_of(ana).post(self.url, {"armored": "I typed <this>"})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Paste the whole block" in page
        assert "I typed &lt;this&gt;" in page

    def test_others_keys_are_not_there(
        self, gpg: Gpg, ana: Person, client_of: Callable[[Person], Client]
    ) -> None:
        other = make.member()
        pages = []
        for _round in range(2):
            page = client_of(other).get(self.url).content.decode()
            pages.append(re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page))
            file_key(ana, gpg.public(ANA), by=viewer_for(ana))
        assert pages[0] == pages[1]
