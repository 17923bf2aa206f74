"""Sessions are listed, ended one by one and all at once, and run out by the clock."""

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.test import Client
from django.urls import reverse

from community import membership
from community.access.policy import Refused
from community.audit.models import Entry
from community.models import NetworkRole, Person
from community.readers import viewer_for
from community.signin import sessions
from tests.conftest import ClientOf
from tests.factories import PASSWORD, SETUP, member
from tests.logging_in import LOGIN, code_from, enrol, log_in, post_code

pytestmark = pytest.mark.django_db
LIST = "/accounts/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IDLE, LONGEST = settings.SESSION_IDLE_SECONDS, settings.SESSION_LONGEST_SECONDS


def _is_in(client: Client) -> bool:
    return client.get(LIST).status_code == 200


def _two(person: Person) -> tuple[Client, Client]:
    here = Client(headers={"accept-language": "en"})
    there = Client(headers={"user-agent": FIREFOX})
    log_in(there, person)
    return log_in(here, person), there


def test_the_list_says_which_this_is_and_what_the_others_are() -> None:
    here, _there = _two(member())
    page = here.get(LIST).content.decode()
    assert page.count("this one") == 1
    assert "Firefox, Linux" in page
    assert page.count("End this session") == 1


def test_one_session_is_ended_and_the_rest_goes_on() -> None:
    person = member()
    here, there = _two(person)
    third = log_in(Client(), person)
    other = next(one for one in here.get(LIST).context["sessions"] if one.family)
    here.post(LIST, {"session": str(other.uid)})
    assert (_is_in(here), _is_in(there), _is_in(third)) == (True, False, True)
    here.post(LIST, {"session": str(other.uid)})
    assert _is_in(here)


def test_the_session_of_somebody_else_is_not_ended() -> None:
    mine, theirs = log_in(Client(), member()), log_in(Client(), member())
    uid = theirs.get(LIST).context["sessions"][0].uid
    mine.post(LIST, {"session": str(uid)})
    assert _is_in(theirs)


def test_all_others_end_those_too_that_are_listed_nowhere() -> None:
    person = member()
    here, there = _two(person)
    UserSession.objects.filter(session_key=there.session.session_key).delete()
    assert _is_in(there)
    here.post(LIST)
    assert (_is_in(here), _is_in(there)) == (True, False)


def test_leaving_ends_what_is_listed_nowhere() -> None:
    person = member()
    client = log_in(Client(), person)
    UserSession.objects.all().delete()
    membership.end_seat(person.seats.get(), by=SETUP)
    assert client.get("/accounts/sessions/").status_code == 302 or not _is_in(client)


@pytest.mark.django_db(transaction=True)
def test_a_changed_factor_ends_the_others_and_keeps_this_one() -> None:
    person = member()
    here, there = _two(person)
    here.post("/accounts/reauthenticate/", {"password": PASSWORD})
    here.get("/accounts/2fa/totp/replace/")
    code = code_from(here.session["mfa.totp.secret"])
    answer = here.post("/accounts/2fa/totp/replace/", {"code": code})
    assert answer["Location"].startswith("/accounts/2fa/")
    assert (_is_in(here), _is_in(there)) == (True, False)


def test_signing_out_ends_the_others_unless_the_box_is_empty() -> None:
    person = member()
    here, there = _two(person)
    here.post("/accounts/logout/")
    assert (_is_in(here), _is_in(there)) == (False, True)
    here, there = _two(person)
    assert 'name="everywhere" value="1" checked' in here.get("/accounts/logout/").content.decode()
    here.post("/accounts/logout/", {"everywhere": "1"})
    assert (_is_in(here), _is_in(there)) == (False, False)


def test_the_key_is_a_new_one_after_the_login() -> None:
    person, client = member(), Client()
    enrol(person)
    client.get(LOGIN)
    client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    before = client.session.session_key
    post_code(client, person)
    assert client.session.session_key != before


def test_idle_sessions_end(frozen: time_machine.Traveller) -> None:
    client = log_in(Client(), member())
    frozen.shift(IDLE - 10)
    assert _is_in(client)
    frozen.shift(IDLE - 10)
    assert _is_in(client)
    frozen.shift(IDLE)
    assert not _is_in(client)
    assert UserSession.objects.count() == 0


def test_busy_sessions_end_too(frozen: time_machine.Traveller) -> None:
    client = log_in(Client(), member())
    step = IDLE - 60
    for _n in range(LONGEST // step):
        frozen.shift(step)
        assert _is_in(client)
    frozen.shift(LONGEST % step + 1)
    assert not _is_in(client)


def test_a_sign_of_life_is_written_every_five_minutes_at_most(
    frozen: time_machine.Traveller,
) -> None:
    client = log_in(Client(), member())
    begun = UserSession.objects.get().last_seen_at
    frozen.shift(200)
    client.get(LIST)
    assert UserSession.objects.get().last_seen_at == begun
    frozen.shift(101)
    client.get(LIST)
    assert UserSession.objects.get().last_seen_at > begun


def _secretary() -> Person:
    person = member()
    membership.give_network_role(person, NetworkRole.Role.SECRETARIAT, by=SETUP)
    person.refresh_from_db()
    return person


def test_the_secretariat_ends_anybodys(client_of: ClientOf) -> None:
    person, secretary = member(), _secretary()
    here, there = _two(person)
    page = reverse("signin:way-in", args=[person.uid])
    assert "2 sessions are open" in client_of(secretary).get(page).content.decode()
    client_of(secretary).post(page, {"act": "end"})
    assert (_is_in(here), _is_in(there)) == (False, False)
    row = Entry.objects.get(verb="session.end")
    assert (row.actor_id, row.uid) == (str(secretary.uid), str(person.uid))


def test_nobody_else_ends_anybodys(client_of: ClientOf) -> None:
    person, other = member(), member()
    client = log_in(Client(), person)
    page = reverse("signin:way-in", args=[person.uid])
    assert client_of(other).post(page, {"act": "end"}).status_code == 404
    with pytest.raises(Refused):
        sessions.end_all(person, viewer=viewer_for(other), by=other)
    assert _is_in(client)
