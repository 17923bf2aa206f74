"""Who came in, from where; a letter if that is new; what the office notices."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from community.models import Person
from community.notify.models import OutgoingMail
from community.signin import logins, reading
from community.signin.agents import family_of
from community.signin.countries import country_of
from community.signin.models import Login
from tests.factories import PASSWORD, member
from tests.logging_in import CODE, LOGIN, code_of, enrol, log_in

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
NEWER = FIREFOX.replace("140", "141")
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"
# Addresses that are kept for documentation.
RANGES = """start,end,country
198.51.100.0,198.51.100.127,RS
198.51.100.128,198.51.100.255,ME
203.0.113.0,203.0.113.255,AL
2001:db8::,2001:db8:0:ffff:ffff:ffff:ffff:ffff,BA
192.0.2.0,192.0.2.255,rs
"""


@pytest.fixture
def ranges(tmp_path: Path, settings: LazySettings) -> Path:
    file = tmp_path / "ranges.csv"
    file.write_text(RANGES)
    settings.COUNTRY_RANGES = str(file)
    return file


def _letters(person: Person) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(person_id=person.pk, kind__contains="new-login"))


def _row(person: Person, **fields: object) -> Login:
    return Login.objects.create(**({"person": person, "at": timezone.now()} | fields))


def _from(person: Person, address: str, agent: str = FIREFOX) -> Login:
    client = Client(headers={"user-agent": agent})
    enrol(person)
    client.post(LOGIN, {"login": person.email, "password": "x"}, REMOTE_ADDR=address)
    client.post(LOGIN, {"login": person.email, "password": PASSWORD}, REMOTE_ADDR=address)
    client.post(CODE, {"code": code_of(person)}, REMOTE_ADDR=address)
    return Login.objects.filter(person=person, outcome="in").latest("at")


def test_a_login_is_written_down_with_its_way() -> None:
    person = member()
    log_in(Client(headers={"user-agent": FIREFOX}), person)
    row = Login.objects.get(person=person)
    assert (row.way, row.family, row.outcome) == ("password+totp", "Firefox, Linux", "in")
    assert str(row.address).startswith("127.")
    assert not row.new_device
    assert _letters(person) == []


def test_a_new_device_brings_a_letter_and_the_same_again_none() -> None:
    person = member()
    for agent in (FIREFOX, NEWER):
        log_in(Client(headers={"user-agent": agent}), person)
    assert _letters(person) == []
    log_in(Client(headers={"user-agent": IPHONE}), person)
    (letter,) = _letters(person)
    assert "Safari, iPhone" in letter.text
    assert "/accounts/sessions/" in letter.text
    log_in(Client(headers={"user-agent": IPHONE}), person)
    assert len(_letters(person)) == 1


def test_a_new_country_brings_one_too(ranges: Path) -> None:
    person = member()
    assert not _from(person, "198.51.100.7").new_country
    assert not _from(person, "192.0.2.9").new_country
    row = _from(person, "203.0.113.4")
    assert (row.country, row.new_country, row.new_device) == ("AL", True, False)
    (letter,) = _letters(person)
    assert "203.0.113.4 AL" in letter.text
    found = reading.unusual_access(timezone.now())
    assert [(one.kind, one.person, one.country) for one in found] == [("country", person, "AL")]
    assert reading.unusual_access(timezone.now() + timedelta(days=8)) == []


def test_countries_by_the_ends_of_their_ranges(ranges: Path) -> None:
    expected = {
        "198.51.100.0": "RS",
        "198.51.100.127": "RS",
        "198.51.100.128": "ME",
        "198.51.101.0": "",
        "198.51.99.255": "",
        "192.0.2.1": "RS",
        "::ffff:203.0.113.9": "AL",
        "2001:db8::1": "BA",
        "2001:db9::1": "",
        "no address": "",
    }
    assert {address: country_of(address) for address in expected} == expected


def test_without_a_file_there_is_no_country(settings: LazySettings) -> None:
    settings.COUNTRY_RANGES = ""
    assert country_of("198.51.100.7") == ""
    settings.COUNTRY_RANGES = "/no/such/file"
    assert country_of("198.51.100.7") == ""


def test_failures_are_written_down_apart_from_the_audit_log() -> None:
    person = member()
    enrol(person)
    client = Client(headers={"user-agent": FIREFOX})
    client.post(LOGIN, {"login": person.email, "password": "wrong"})
    client.post(LOGIN, {"login": "nobody@elsewhere.example", "password": "wrong"})
    rows = Login.objects.order_by("at").values_list("person", "outcome", "family")
    assert list(rows) == [(person.pk, "wrong", "Firefox, Linux"), (None, "wrong", "Firefox, Linux")]


def test_many_times_the_usual_count_is_noticed() -> None:
    now = timezone.now()
    busy, sudden, quiet = member(), member(), member()
    for day in range(2, 28):
        for _n in range(4):
            _row(busy, at=now - timedelta(days=day))
        _row(sudden, at=now - timedelta(days=day))
    for person, number in ((busy, 12), (sudden, 12), (quiet, 9)):
        for _n in range(number):
            _row(person, at=now - timedelta(hours=2))
    found = reading.unusual_access(now)
    assert [(one.kind, one.person, one.count) for one in found] == [("count", sudden, 12)]


def test_logins_are_forgotten_by_the_clock(settings: LazySettings) -> None:
    now = timezone.now()
    old = _row(member(), at=now - timedelta(days=settings.LOGIN_DAYS, seconds=1))
    young = _row(member(), at=now - timedelta(days=settings.LOGIN_DAYS - 1))
    assert logins.forget(now) == 1
    assert not Login.objects.filter(pk=old.pk).exists()
    assert Login.objects.filter(pk=young.pk).exists()


@pytest.mark.parametrize(
    ("agent", "family"),
    [
        (FIREFOX, "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) Version/18 Safari/605", "Safari, macOS"),
        ("", ""),
        ("\x00<script>", ""),
    ],
)
def test_families(agent: str, family: str) -> None:
    assert family_of(agent) == family


def test_one_sees_what_happened_at_ones_own_door_only() -> None:
    person, other = member(), member()
    client = log_in(Client(), person)
    _row(other, address="203.0.113.77", outcome="wrong")
    _row(person, address="203.0.113.88", outcome="wrong")
    page = client.get("/accounts/sessions/").content.decode()
    assert "203.0.113.88" in page
    assert "203.0.113.77" not in page
