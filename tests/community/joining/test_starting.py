"""The door tells nobody who is known; the link opens once; a draft is kept, and not for ever."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from community.audit.models import Entry
from community.jobs import leases
from community.jobs.running import run
from community.joining import applying, expiring, links, starting
from community.joining.models import Application, Knock, Link
from community.notify.models import OutgoingMail
from tests import factories as make

from . import cases
from .cases import EMAIL, begin, fill, submitted, token_for

pytestmark = pytest.mark.django_db
START, AGAIN = "/en/join/", "/en/join/again/"
LEASE = timedelta(minutes=1)


def _asked(address: str, form: dict[str, str]) -> tuple[int, str, bytes, bytes]:
    client = Client()
    answer = client.post(address, form)
    page = client.get(answer.headers["Location"]).content
    masked = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", page)
    return answer.status_code, answer.headers["Location"], answer.content, masked


def _work() -> None:
    """The worker takes every job that waits."""
    while (job := leases.claim(LEASE)) is not None:
        assert run(job, LEASE)


@pytest.mark.parametrize("address", [START, AGAIN])
def test_the_door_answers_alike_for_known_unknown_and_applying(address: str) -> None:
    member = make.member()
    begin()
    answers = [
        _asked(address, {"email": email, "name": "Novi Oblak"})
        for email in (member.email, "nobody@elsewhere.example", EMAIL)
    ]
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][:2] == (302, "/en/join/sent/")


def test_the_page_looks_nothing_up_the_worker_does() -> None:
    before = Application.objects.count()
    Client().post(START, {"email": EMAIL, "name": "Novi Oblak"})
    assert (cases.knocks(), Application.objects.count()) == (1, before)
    _work()
    assert cases.knocks() == 0
    assert Application.objects.get().email == EMAIL
    assert OutgoingMail.objects.get().address == EMAIL


def test_asking_again_makes_no_second_application() -> None:
    for name in ("Novi Oblak", "нови облак"):
        starting.answer_knock(starting.knock(EMAIL, name, "en"))
    assert Application.objects.count() == 1
    assert len(cases.letters("joining.link")) == 2


def test_a_new_link_goes_only_to_an_address_that_applies() -> None:
    begin()
    sent = len(cases.letters("joining.link"))
    for email in ("nobody@elsewhere.example", EMAIL):
        starting.answer_knock(starting.knock(email, "", "en"))
    assert len(cases.letters("joining.link")) == sent + 1
    assert Application.objects.count() == 1


def test_a_mailbox_has_no_more_drafts_than_anybody_needs() -> None:
    for number in range(8):
        starting.answer_knock(starting.knock(EMAIL, f"Company {number}", "en"))
    assert Application.objects.count() == starting.MOST_DRAFTS


def test_a_link_opens_once_and_looking_does_not_use_it_up() -> None:
    starting.answer_knock(starting.knock(EMAIL, "Novi Oblak", "en"))
    address = f"/en/join/open/{token_for(EMAIL)}/"
    client = Client()
    assert b"Open the application" in client.get(address).content
    assert b"Open the application" in Client().get(address).content
    opened = client.post(address)
    assert opened.status_code == 302
    assert client.get(opened["Location"]).status_code == 200
    assert Client().get(opened["Location"]).status_code == 404
    assert Client().post(address).status_code == 200


def test_used_expired_foreign_and_broken_links_are_one_friendly_page() -> None:
    used = begin()
    used_token = token_for(EMAIL)
    starting.answer_knock(starting.knock("other@elsewhere.example", "Other", "en"))
    expired = token_for("other@elsewhere.example")
    Link.objects.exclude(application=used).update(expires_at=timezone.now())
    pages = set()
    for token in (used_token, expired, "no-such-token"):
        for method in ("get", "post"):
            answer = getattr(Client(), method)(f"/en/join/open/{token}/")
            text = answer.content.decode().replace(token, "TOKEN")
            pages.add((answer.status_code, re.sub(r'value="\w{20,}"', "", text)))
    assert len(pages) == 1
    assert "Send me a new link" in pages.pop()[1]


def test_a_new_link_ends_the_older_one() -> None:
    starting.answer_knock(starting.knock(EMAIL, "Novi Oblak", "en"))
    first = token_for(EMAIL)
    starting.answer_knock(starting.knock(EMAIL, "Novi Oblak", "en"))
    assert starting.open_by_link(first) is None
    assert starting.open_by_link(token_for(EMAIL)) is not None


def test_the_token_is_kept_nowhere_but_in_the_mail() -> None:
    starting.answer_knock(starting.knock(EMAIL, "Novi Oblak", "en"))
    token = token_for(EMAIL)
    assert not Link.objects.filter(digest=token).exists()
    (mail,) = cases.letters("joining.link")
    assert mail.secret
    assert token not in "".join(Entry.objects.values_list("details", flat=True))


def test_the_page_of_a_link_is_in_no_referrer_and_links_nowhere_with_it() -> None:
    starting.answer_knock(starting.knock(EMAIL, "Novi Oblak", "en"))
    token = token_for(EMAIL)
    answer = Client().get(f"/en/join/open/{token}/")
    assert answer["Referrer-Policy"] == "strict-origin"
    assert answer["Cache-Control"] == "private, no-store"
    assert token not in answer.content.decode()


def test_one_network_address_is_slowed_down() -> None:
    client = Client(REMOTE_ADDR="127.9.0.1")
    codes = [
        client.post(START, {"email": f"n{n}@elsewhere.example", "name": "N"}).status_code
        for n in range(21)
    ]
    assert codes == [302] * 20 + [429]


def test_one_mailbox_is_spared_and_the_asker_sees_no_difference() -> None:
    codes = [
        Client(REMOTE_ADDR=f"127.9.1.{n}").post(START, {"email": EMAIL, "name": "N"}).status_code
        for n in range(7)
    ]
    assert codes == [302] * 7
    assert Knock.objects.count() == 5


def test_bad_input_says_what_is_wrong_and_loses_nothing() -> None:
    answer = Client().post(START, {"email": "no address", "name": "Novi Oblak"})
    assert answer.status_code == 422
    assert b'value="Novi Oblak"' in answer.content
    assert b'value="no address"' in answer.content
    assert cases.knocks() == 0


def test_old_and_unconfirmed_drafts_are_deleted_whole() -> None:
    old, kept = begin("a@x.example", "A"), begin("b@x.example", "B")
    starting.answer_knock(starting.knock("c@x.example", "C", "en"))
    now = timezone.now()
    Application.objects.filter(pk=old.pk).update(saved_at=now - timedelta(days=31))
    expiring.expire(now + timedelta(days=8))
    assert list(Application.objects.all()) == [kept]
    assert Entry.objects.filter(verb="application.expire").count() == 2


def test_what_is_submitted_does_not_expire_as_a_draft() -> None:
    made = submitted("a@nowhere.example", "b@nowhere.example")
    expiring.expire(timezone.now() + timedelta(days=60))
    assert Application.objects.get() == made
    expiring.expire(timezone.now() + timedelta(days=91))
    made.refresh_from_db()
    assert made.case is not None
    assert made.case.state == "withdrawn"
    assert len(cases.letters("joining.expired")) == 1


def test_a_draft_that_is_given_up_leaves_nothing_but_a_line_in_the_log() -> None:
    made = fill(begin())
    applying.withdraw(made)
    assert not Application.objects.exists()
    assert not Link.objects.exists()
    assert Entry.objects.filter(verb="application.discard", uid=str(made.uid)).exists()


def test_a_link_lasts_seven_days() -> None:
    made = begin()
    now = timezone.now()
    _link, token = links.make_link(made, now)
    assert not links.is_fresh(token, now + timedelta(days=7))
    assert links.is_fresh(token, now + timedelta(days=6))
