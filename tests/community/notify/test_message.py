"""The mail as it goes out: text, HTML, headers."""

import re
import uuid
from urllib.parse import quote

import pytest
from django.core import mail as locmem
from django.core.mail import BadHeaderError, EmailMessage
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from community.notify.content import Content, paragraphs
from community.notify.delivery import deliver
from community.notify.letters import Letter, absolute, send_letter
from community.notify.message import build
from community.notify.models import OutgoingMail, StoppedAddress, Subscription
from community.notify.outbox import queue_account_mail, queue_mail
from community.notify.subscribing import choose
from tests import factories as make
from tests.community.notify.test_fanout import Room, work

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def mail(room: Room) -> OutgoingMail:
    """A reply in a topic, for the one who opened it."""
    topic = room.topic(room.ana)
    room.reply(topic, room.boris, "Zamenite **osigurač** i pogledajte <script>x</script>")
    work()
    return OutgoingMail.objects.get(person_id=room.ana.pk)


def headers_of(mail: OutgoingMail) -> dict[str, str]:
    deliver(mail.uid)
    return dict(locmem.outbox[-1].message().items())


def test_headers_for_threads_lists_and_robots(mail: OutgoingMail) -> None:
    headers = headers_of(mail)
    topic = mail.thread.removeprefix("topic:")
    assert headers["Message-ID"] == mail.message_id
    assert headers["References"] == headers["In-Reply-To"] == f"<topic.{topic}@localhost>"
    assert headers["List-Id"] == "<own.localhost>"
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["X-Auto-Response-Suppress"] == "All"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"].startswith("<http://localhost:8000/mail/stop/")


def test_the_bylines_are_those_of_the_page_and_the_html_is_safe(
    mail: OutgoingMail, room: Room
) -> None:
    deliver(mail.uid)
    message = locmem.outbox[-1]
    html = str(message.alternatives[0][0])
    assert f"Boris B · {room.boris.seats.get().organisation.short_name} · Energy" in message.body
    assert "<strong>osigurač</strong>" in html
    assert "<script" not in html
    assert message.subject == "[TLP:GREEN] Kvar pumpe"
    assert html.count('class="tlp tlp-green"') == 2
    assert "background: #000000" in html


def test_a_sealed_author_is_a_letter_in_mail_too(room: Room) -> None:
    topic = room.topic(room.ana)
    post = room.reply(topic, room.boris, "Tajno", sealed=True)
    work()
    deliver(OutgoingMail.objects.get(person_id=room.ana.pk).uid)
    message = locmem.outbox[-1]
    assert "Boris" not in message.message().as_string()
    assert f"Sealed member {post.byline} · Energy" in message.body


def test_answers_and_bounces_go_where_the_operator_says(
    mail: OutgoingMail, settings: Settings
) -> None:
    settings.BOUNCE_ADDRESS = "bounces@portal.example"
    settings.REPLY_ADDRESS = "office@portal.example"
    settings.DEFAULT_FROM_EMAIL = "Network <portal@portal.example>"
    message = build(mail, None)
    assert message.from_email == f"bounces+{mail.uid.hex}@portal.example"
    assert message.message()["From"] == "Network <portal@portal.example>"
    assert message.message()["Reply-To"] == "office@portal.example"


@pytest.mark.parametrize("column", ["address", "message_id", "thread"])
def test_no_header_takes_a_line_break(mail: OutgoingMail, column: str) -> None:
    setattr(mail, column, "one@example.org\nBcc: all@example.org")
    with pytest.raises((BadHeaderError, ValueError)):
        build(mail, None).message()


def test_a_title_with_a_line_break_stays_one_header(mail: OutgoingMail) -> None:
    message = build(mail, Content(subject="One\r\nBcc: all@example.org", text="x"))
    assert message.subject == "[TLP:GREEN] One Bcc: all@example.org"
    assert "Bcc" not in message.message()


class TestLetters:
    def letter(self) -> Letter:
        return Letter("Come in", ["You are invited.", "It is free."], "Accept", absolute("/en/x/"))

    def test_a_letter_has_a_button_and_no_label(self) -> None:
        row = send_letter(
            "invite",
            self.letter,
            thing_kind="invitation",
            thing_uid=uuid.uuid4(),
            address="new@example.org",
            language="en",
        )
        deliver(row.uid)
        message = locmem.outbox[-1]
        html = str(message.alternatives[0][0])
        assert message.subject == "Come in"
        assert "Accept:\nhttp://localhost:8000/en/x/" in message.body
        assert '<a class="press" href="http://localhost:8000/en/x/"' in html
        assert "TLP" not in message.body + html
        assert "List-Unsubscribe" not in message.extra_headers

    def test_what_a_name_holds_is_no_html(self) -> None:
        row = send_letter(
            "invite",
            lambda: Letter("Hello", ["<b>Boris</b> & co"]),
            thing_kind="invitation",
            thing_uid=uuid.uuid4(),
            address="new@example.org",
        )
        deliver(row.uid)
        html = str(locmem.outbox[-1].alternatives[0][0])
        assert "&lt;b&gt;Boris&lt;/b&gt; &amp; co" in html

    def test_paragraphs_and_buttons(self) -> None:
        found = paragraphs("One\ntwo.\n\nhttps://x.example/b\n\nOpen it:\nhttps://x.example/a\n")
        assert [(one.text, one.url) for one in found] == [
            ("One\ntwo.", ""),
            ("https://x.example/b", ""),
            ("Open it", "https://x.example/a"),
        ]


def masked(answer: HttpResponse) -> str:
    """The page without its own address and without what is random in every page."""
    page = answer.content.decode().replace(answer.request["PATH_INFO"], "")
    page = page.replace(quote(answer.request["PATH_INFO"], safe=""), "")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)


class TestStop:
    def url(self, mail: OutgoingMail) -> str:
        link = headers_of(mail)["List-Unsubscribe"].strip("<>")
        return link.removeprefix("http://localhost:8000")

    def test_a_post_without_login_ends_exactly_that_subscription(
        self, mail: OutgoingMail, room: Room
    ) -> None:
        url = self.url(mail)
        client = Client(enforce_csrf_checks=True)
        answer = client.post(url, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        rows = Subscription.objects.values_list("person", "kind", "place", "interval")
        assert list(rows) == [(room.ana.pk, "own", "", "never")]
        client.post(url)
        assert Subscription.objects.count() == 1

    def test_a_get_changes_nothing_and_tells_nothing(self, mail: OutgoingMail, room: Room) -> None:
        page = Client().get(self.url(mail)).content.decode()
        assert not Subscription.objects.exists()
        for word in ("pumpe", room.ana.email, "Energy", "TLP", mail.thread):
            assert word not in page

    def test_a_wrong_token_gets_the_same_pages(self, mail: OutgoingMail) -> None:
        url = self.url(mail)
        wrong = url.replace(mail.uid.hex, uuid.uuid4().hex)
        for method in ("get", "post"):
            answers = [getattr(Client(), method)(path) for path in (url, wrong, "/mail/stop/x/")]
            assert {answer.status_code for answer in answers} == {200}
            assert len({masked(answer) for answer in answers}) == 1
        assert Subscription.objects.count() == 1

    def test_the_link_signs_nobody_in(self, mail: OutgoingMail) -> None:
        client = Client()
        client.post(self.url(mail))
        assert client.get("/en/me/mail/").status_code == 404

    def test_what_was_queued_before_is_withheld(self, mail: OutgoingMail, room: Room) -> None:
        choose(room.ana, {("own", ""): "never"})
        deliver(mail.uid)
        mail.refresh_from_db()
        assert (mail.state, mail.withheld, locmem.outbox) == ("withheld", "muted", [])


def test_a_stopped_address_gets_codes_and_nothing_else(mail: OutgoingMail) -> None:
    StoppedAddress.objects.create(address=mail.address, reason="refused", since=timezone.now())
    deliver(mail.uid)
    mail.refresh_from_db()
    assert (mail.state, mail.withheld) == ("withheld", "stopped")
    (code,) = queue_account_mail(EmailMessage("Code", "123", to=[mail.address]))
    deliver(code.uid)
    assert [message.body for message in locmem.outbox] == ["123"]


def test_plain_mail_of_the_old_way_has_html_too() -> None:
    person = make.member(language="en")
    row = queue_mail(
        kind="advisory.raised:GREEN",
        thing_kind="advisory",
        thing_uid=uuid.uuid4(),
        address=person.email,
        person_id=person.pk,
        subject="Risen",
        text="One & two",
        label="GREEN",
        language="en",
    )
    deliver(row.uid)
    message = locmem.outbox[-1]
    html = str(message.alternatives[0][0])
    assert "One &amp; two" in html
    assert html.count('class="tlp tlp-green"') == 2
    assert message.body.count("TLP:GREEN") == 2
