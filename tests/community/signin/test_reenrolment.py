"""Everything lost: let in anew by two of the office, a mailed code and a word by telephone."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community import membership
from community.access.policy import Refused
from community.audit.models import Entry
from community.enrolment import has_factor
from community.models import NetworkRole, Person
from community.notify.models import OutgoingMail
from community.queues.models import Item
from community.readers import viewer_for
from community.signin import reenrolment
from community.signin.models import FactorReset
from tests.community.accounts.half_known import CODE
from tests.community.accounts.mail import mailed_code
from tests.conftest import ClientOf
from tests.factories import PASSWORD, SETUP, member
from tests.logging_in import LOGIN, code_from, log_in

pytestmark = pytest.mark.django_db
WORD = "/accounts/2fa/word/"
ADD = "/accounts/2fa/webauthn/add/"
TOTP = "/accounts/2fa/totp/activate/"


def _secretary() -> Person:
    person = member(password=PASSWORD)
    membership.give_network_role(person, NetworkRole.Role.SECRETARIAT, by=SETUP)
    person.refresh_from_db()
    return person


def _ask(person: Person, by: Person) -> FactorReset:
    return reenrolment.ask(person, viewer=viewer_for(by), by=by)


def _confirm(reset: FactorReset, by: Person) -> str:
    return reenrolment.confirm(reset, viewer=viewer_for(by), by=by)


def _half_known(person: Person) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    client.post(CODE, {"code": mailed_code(person.email)})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.mark.django_db(transaction=True)
def test_the_whole_way_through_the_pages(client_of: ClientOf) -> None:
    person, one, other = member(), _secretary(), _secretary()
    old = log_in(Client(), person)
    page = reverse("signin:way-in", args=[person.uid])
    client_of(one).post(page, {"act": "ask"})
    assert Item.objects.filter(queue="factor_reset", closed_at=None).count() == 1
    assert client_of(one).post(page, {"act": "confirm"}).status_code == 302
    assert has_factor(person)
    answer = client_of(other).post(page, {"act": "confirm"})
    word = re.search(r"[A-Z0-9]{5}-[A-Z0-9]{5}", answer.content.decode())
    assert word
    assert word.group() not in client_of(other).get(page).content.decode()
    assert not has_factor(person)
    assert old.get("/accounts/sessions/").status_code != 200
    assert Item.objects.filter(queue="factor_reset", closed_at=None).count() == 0
    client = _half_known(person)
    assert client.get(ADD)["Location"] == client.get(TOTP)["Location"] == WORD
    assert client.post(WORD, {"word": "AAAAA-AAAAA"}).status_code == 200
    assert client.post(WORD, {"word": word.group().lower()})["Location"] == "/accounts/2fa/"
    assert client.get(ADD).status_code == 200
    client.get(TOTP)
    secret = client.session["mfa.totp.secret"]
    assert "recovery" in client.post(TOTP, {"code": code_from(secret)})["Location"]
    assert client.get("/accounts/sessions/").status_code == 200
    verbs = Entry.objects.filter(verb__startswith="factor.reset_").order_by("seq")
    assert list(verbs.values_list("verb", flat=True)) == [
        "factor.reset_ask",
        "factor.reset_confirm",
        "factor.reset_wrong",
        "factor.reset_use",
    ]
    mails = OutgoingMail.objects.filter(person_id=person.pk, kind__contains="factor-reset")
    assert mails.count() == 1
    assert word.group() not in mails.get().text


def test_nobody_does_both_and_nobody_for_themselves() -> None:
    one, other, stranger = _secretary(), _secretary(), member()
    person = member()
    reset = _ask(person, one)
    for wrong in (one, stranger, person):
        with pytest.raises(Refused):
            _confirm(reset, wrong)
    with pytest.raises(Refused):
        _ask(other, other)
    own = _ask(other, one)
    with pytest.raises(Refused):
        _confirm(own, other)
    with pytest.raises(Refused):
        _ask(person, stranger)
    assert FactorReset.objects.filter(state="asked").count() == 2


def test_asked_twice_and_confirmed_twice_is_once() -> None:
    person, one, other = member(), _secretary(), _secretary()
    assert _ask(person, one) == _ask(person, one)
    reset = FactorReset.objects.get()
    assert _confirm(reset, other)
    assert _confirm(reset, other) == ""
    assert Entry.objects.filter(verb="factor.reset_confirm").count() == 1


def test_a_stolen_mailbox_alone_makes_no_factor() -> None:
    person, one, other = member(password=PASSWORD), _secretary(), _secretary()
    log_in(Client(), person)
    _confirm(_ask(person, one), other)
    client = _half_known(person)
    for _n in range(6):
        client.post(WORD, {"word": "WRONGWRONG"})
    assert client.get(TOTP)["Location"] == WORD
    assert FactorReset.objects.get().tries == 5


def test_the_word_counts_for_three_days_and_asking_anew_does_not_open(
    frozen: time_machine.Traveller,
) -> None:
    person, one, other = member(password=PASSWORD), _secretary(), _secretary()
    log_in(Client(), person)
    reset = _ask(person, one)
    word = _confirm(reset, other)
    frozen.shift(timedelta(days=3, seconds=1))
    assert not reenrolment.spend(reset, word)
    _ask(person, one)
    assert reenrolment.waiting_for(person) == reset
    newer = _confirm(_ask(person, one), other)
    assert reenrolment.waiting_for(person) != reset
    assert reenrolment.spend(FactorReset.objects.latest("asked_at"), newer)


def test_what_nobody_decides_leaves_the_queue(frozen: time_machine.Traveller) -> None:
    person, one, other = member(), _secretary(), _secretary()
    reset = _ask(person, one)
    frozen.shift(timedelta(days=3, seconds=1))
    assert _confirm(reset, other) == ""
    assert reenrolment.close_expired(timezone.now()) == 1
    assert not Item.objects.filter(closed_at=None).exists()
    assert _ask(person, one) != reset


def test_refused_changes_nothing() -> None:
    person, one, other = member(), _secretary(), _secretary()
    log_in(Client(), person)
    reset = _ask(person, one)
    reenrolment.refuse(reset, viewer=viewer_for(other), by=other)
    assert has_factor(person)
    assert _confirm(reset, other) == ""


def test_the_page_is_there_for_the_secretariat_only(client_of: ClientOf, client: Client) -> None:
    person = member()
    page = reverse("signin:way-in", args=[person.uid])
    assert client.get(page).status_code == 404
    assert client_of(person).get(page).status_code == 404
    assert client_of(_secretary()).get(page).status_code == 200
