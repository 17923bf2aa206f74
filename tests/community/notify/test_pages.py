"""A person's mail pages: what they chose, and why something came or did not."""

import re
import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from community import membership
from community.access.viewer import Viewer
from community.duties import duties_of
from community.models import Person
from community.notify.delivery import deliver
from community.notify.letters import Letter, send_letter
from community.notify.models import DigestItem, MailHours, OutgoingMail, StoppedAddress
from community.notify.subscribing import choose
from community.readers import viewer_for
from tests import factories as make
from tests.community.notify.test_fanout import Room, work
from tests.portal.test_query_counts import queries

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Person], Client]
URL, LOG = "/en/me/mail/", "/en/me/mail/log/"


@pytest.fixture
def room() -> Room:
    return Room()


def form_of(room: Room, **changes: object) -> dict[str, object]:
    uid = room.group.uid.hex
    facts: dict[str, object] = {
        "advisories": "now",
        "own": "now",
        f"topics-{uid}": "daily",
        f"replies-{uid}": "never",
        "digests": ["hourly", "daily", "weekly"],
        "digest_hour": "7",
        "digest_weekday": "0",
        "quiet_from": "",
        "quiet_until": "",
        "time_zone": "Europe/Belgrade",
    }
    return facts | changes


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def masked(text: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)


class TestChoosing:
    def test_what_is_chosen_is_stored_and_shown_again(
        self, room: Room, client_of: ClientOf
    ) -> None:
        client, uid = client_of(room.ana), room.group.uid
        changes = {f"replies-{uid.hex}": "weekly", "own": "never", "digests": ["weekly"]}
        hours = {"quiet_from": "22:00", "quiet_until": "06:30", "digest_hour": "9"}
        answer = client.post(URL, form_of(room, **changes, **hours))
        assert answer.status_code == 302
        rows = room.ana.subscriptions.values_list("kind", "place", "interval", "channel")
        assert set(rows) == {
            ("replies", f"group:{uid}", "weekly", "mail"),
            ("own", "", "never", "none"),
            ("digest", "hourly", "never", "none"),
            ("digest", "daily", "never", "none"),
        }
        mine = MailHours.objects.get(person=room.ana)
        assert (str(mine.quiet_from), str(mine.quiet_until)) == ("22:00:00", "06:30:00")
        text = page(client, URL)
        assert 'value="22:00"' in text
        assert '<option value="weekly" selected>' in text

    def test_what_is_the_default_leaves_no_row(self, room: Room, client_of: ClientOf) -> None:
        choose(room.ana, {("own", ""): "never"})
        client_of(room.ana).post(URL, form_of(room))
        assert not room.ana.subscriptions.exists()

    def test_bad_input_comes_back_with_the_reason_and_what_was_typed(
        self, room: Room, client_of: ClientOf
    ) -> None:
        typed = form_of(room, quiet_from="22:00", own="weekly", advisories="hourlyy")
        answer = client_of(room.ana).post(URL, typed)
        text = answer.content.decode()
        assert answer.status_code == 422
        assert "Quiet hours need a beginning and an end." in text
        assert 'value="22:00"' in text
        assert '<option value="weekly" selected>' in text
        assert not room.ana.subscriptions.exists()

    def test_only_own_groups_are_there(self, room: Room, client_of: ClientOf) -> None:
        outside = make.member()
        before = masked(page(client_of(outside), URL))
        make.group("Zapečaćena", circle="sealed")
        assert masked(page(client_of(outside), URL)) == before
        assert "Energy" not in before
        assert "Energy" in page(client_of(room.ana), URL)

    def test_a_group_that_is_not_ones_own_cannot_be_typed_in(
        self, room: Room, client_of: ClientOf
    ) -> None:
        outside = make.member()
        client_of(outside).post(URL, form_of(room, **{f"replies-{room.group.uid.hex}": "now"}))
        assert not outside.subscriptions.exists()

    def test_queries_do_not_grow_with_groups(self, room: Room, client_of: ClientOf) -> None:
        client = client_of(room.ana)
        few = queries(client, URL)
        for number in range(6):
            make.join(room.ana, make.group(f"Group {number} more"))
            make.team(name=f"Team {number}")
        assert queries(client, URL) == few


class TestOneTopic:
    def test_a_topic_is_followed_and_left_to_its_group_again(
        self, room: Room, client_of: ClientOf
    ) -> None:
        topic, client = room.topic(room.boris), client_of(room.ana)
        url = f"/en/me/mail/topics/{topic.uid}/"
        assert "Kvar pumpe" in page(client, url)
        client.post(url, {"interval": "now"})
        assert room.ana.subscriptions.get().place == f"topic:{topic.uid}"
        assert "Kvar pumpe" in page(client, URL)
        client.post(url, {"interval": "above"})
        assert not room.ana.subscriptions.exists()

    def test_who_may_not_read_it_finds_nothing(self, room: Room, client_of: ClientOf) -> None:
        topic, outside = room.topic(room.boris), make.member()
        for uid in (topic.uid, uuid.uuid4()):
            url = f"/en/me/mail/topics/{uid}/"
            assert client_of(outside).get(url).status_code == 404
            assert client_of(outside).post(url, {"interval": "now"}).status_code == 404
        assert not outside.subscriptions.exists()

    def test_a_topic_that_is_lost_leaves_its_row_unseen(
        self, room: Room, client_of: ClientOf
    ) -> None:
        topic = room.topic(room.boris)
        choose(room.ana, {("replies", f"topic:{topic.uid}"): "now"})
        membership.leave_group(room.ana.seats.get().group_seats.get(), by=make.SETUP)
        assert "Kvar pumpe" not in page(client_of(room.ana), URL)


class TestLog:
    def replied(self, room: Room) -> OutgoingMail:
        topic = room.topic(room.ana)
        room.reply(topic, room.boris)
        work()
        return OutgoingMail.objects.get(person_id=room.ana.pk)

    def test_a_mail_with_its_state_and_reason(self, room: Room, client_of: ClientOf) -> None:
        mail = self.replied(room)
        deliver(mail.uid)
        text = page(client_of(room.ana), LOG)
        assert "Kvar pumpe" in text
        assert "sent" in text
        assert "a subscription of yours" in text
        assert mail.message_id.strip("<>") in text

    def test_what_was_withheld_is_not_named(self, room: Room, client_of: ClientOf) -> None:
        mail = self.replied(room)
        membership.leave_group(room.ana.seats.get().group_seats.get(), by=make.SETUP)
        deliver(mail.uid)
        for url in (LOG, f"{LOG}?id={mail.uid}"):
            text = page(client_of(room.ana), url)
            assert "you may no longer read it" in text
            assert "pumpe" not in text
            assert "Energy" not in text

    def test_a_title_that_may_no_longer_be_read_goes_from_the_list(
        self, room: Room, client_of: ClientOf
    ) -> None:
        mail = self.replied(room)
        deliver(mail.uid)
        mail.refresh_from_db()
        assert "Kvar pumpe" in mail.subject
        membership.leave_group(room.ana.seats.get().group_seats.get(), by=make.SETUP)
        assert "pumpe" not in page(client_of(room.ana), LOG)

    def test_nothing_of_others(self, room: Room, client_of: ClientOf) -> None:
        mail, other = self.replied(room), make.member()
        asked = {str(mail.uid), str(mail.thing_uid), str(uuid.uuid4()), "nowhere-to-be-found"}
        texts = set()
        for words in asked:
            text = page(client_of(other), f"{LOG}?id={words}")
            texts.add(masked(text).replace(words, ""))
        assert len(texts) == 1
        assert "Nothing was written to you about this." in texts.pop()

    def test_what_waits_in_a_digest_says_so(self, room: Room, client_of: ClientOf) -> None:
        room.topic(room.ana)
        work()
        item = DigestItem.objects.get(person=room.boris)
        text = page(client_of(room.boris), f"{LOG}?id={item.thing_uid}")
        assert "It waits for your next collected mail." in text

    def test_a_code_is_not_shown(self, room: Room, client_of: ClientOf) -> None:
        client = client_of(room.ana)
        send_letter(
            "reset",
            lambda: Letter("Code 123456", ["123456"]),
            thing_kind="person",
            thing_uid=room.ana.uid,
            person=room.ana,
            secret=True,
        )
        assert "123456" not in page(client, LOG)

    def test_queries_do_not_grow_with_mails(self, room: Room, client_of: ClientOf) -> None:
        client, topic = client_of(room.ana), room.topic(room.ana)
        counts = []
        for number in (1, 12):
            for reply in range(number):
                room.reply(topic, room.boris, f"{number} {reply}")
            work()
            counts.append(queries(client, LOG))
        assert counts[0] == counts[1]


def test_a_stopped_address_is_a_duty_until_it_works_again(room: Room) -> None:
    def titles() -> list[str]:
        viewer: Viewer = viewer_for(room.ana)
        return [duty.title for duty in duties_of(viewer, room.ana)]

    assert not any("refuses our mail" in title for title in titles())
    StoppedAddress.objects.create(
        address=room.ana.email, reason="bounced", since=timezone.now(), status="5.1.1"
    )
    assert any("refuses our mail" in title for title in titles())


def test_signing_in_with_a_stopped_address_says_so(client_of: ClientOf) -> None:
    person = make.member()
    StoppedAddress.objects.create(address=person.email, reason="bounced", since=timezone.now())
    shown = page(client_of(person), URL)
    # Said in the language of the login page.
    assert "refuses our mail" in shown or "одбија нашу пошту" in shown
