"""Passwords: breached ones are refused by the operator's file, long and strange ones welcome."""

import hashlib
import random
import unicodedata
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from community.signin import breach_file, breaches, checks
from tests.factories import PASSWORD, member
from tests.logging_in import CODE, LOGIN, enrol, log_in

COMMON = ["correct horse battery staple", "лозинка за пробу", "tomato-tomato-tomato"]


def _sha(password: str) -> str:
    return hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()


@pytest.fixture
def listed(tmp_path: Path, settings: LazySettings) -> Path:
    hashes = tmp_path / "hashes.txt"
    hashes.write_text("".join(f"{_sha(word)}:{n}\r\n" for n, word in enumerate(COMMON[:2])))
    words = tmp_path / "words.txt"
    words.write_text(f"{COMMON[2]}\n{COMMON[0]}\n\n")
    target = tmp_path / "breached"
    call_command("breach_list", hashes, words, output=target, verbosity=0)
    settings.BREACH_LIST = str(target)
    return target


def test_both_kinds_of_files_make_one_sorted_list(listed: Path) -> None:
    data = listed.read_bytes()
    found = [data[at : at + 8] for at in range(0, len(data), 8)]
    assert found == sorted({bytes.fromhex(_sha(word))[:8] for word in COMMON})


def test_what_is_listed_is_refused_and_what_is_not_is_taken(listed: Path) -> None:
    for word in COMMON:
        with pytest.raises(ValidationError) as refused:
            validate_password(word)
        assert [error.code for error in refused.value.error_list] == ["password_breached"]
    validate_password("correct horse battery stapler")


def test_without_a_list_nothing_is_refused_and_operators_are_told(settings: LazySettings) -> None:
    settings.BREACH_LIST = ""
    settings.SETTINGS_MODULE = "portal.settings.test"
    validate_password(COMMON[0])
    assert checks.files_at_hand() == []
    settings.SETTINGS_MODULE = "portal.settings.base"
    assert [message.id for message in checks.files_at_hand()] == ["signin.I001"]
    settings.BREACH_LIST = settings.COUNTRY_RANGES = "/no/such/file"
    validate_password(COMMON[0])
    assert [message.id for message in checks.files_at_hand()] == ["signin.W001", "signin.W002"]


def test_lists_larger_than_a_piece_are_sorted_through_files(tmp_path: Path) -> None:
    dice = random.Random(7)
    words = [f"word {dice.randrange(900)}" for _n in range(2000)]
    source = tmp_path / "words.txt"
    source.write_text("\n".join(words))
    target = tmp_path / "list"
    count = breach_file.build([source], target, piece=100)
    data = target.read_bytes()
    assert count == len(set(words)) == len(data) // 8
    rows = [data[at : at + 8] for at in range(0, len(data), 8)]
    assert rows == sorted(rows)


def test_every_listed_word_is_found_and_its_neighbours_are_not(
    tmp_path: Path, settings: LazySettings
) -> None:
    for size in (1, 2, 3, 500):
        source = tmp_path / f"words-{size}"
        source.write_text("".join(f"listed {n}\n" for n in range(size)))
        target = tmp_path / f"list-{size}"
        breach_file.build([source], target)
        settings.BREACH_LIST = str(target)
        assert all(breaches.is_breached(f"listed {n}") for n in range(size))
        assert not any(breaches.is_breached(f"other {n}") for n in range(500))


def test_a_new_list_is_read_without_a_restart(listed: Path, tmp_path: Path) -> None:
    assert not breaches.is_breached("fresh in the list")
    source = tmp_path / "more"
    source.write_text("fresh in the list\nand another one\nand more\nand more of it\n")
    breach_file.build([source], listed)
    assert breaches.is_breached("fresh in the list")


def test_the_command_says_what_is_missing(settings: LazySettings, tmp_path: Path) -> None:
    settings.BREACH_LIST = ""
    with pytest.raises(CommandError, match="Say where"):
        call_command("breach_list", tmp_path / "x")
    with pytest.raises(CommandError, match="no file"):
        call_command("breach_list", tmp_path / "x", output=tmp_path / "y")


LONG = [
    "x7 " * 21 + "y",
    "мрежа-" * 21 + "42",
    " leading, trailing and ☂ " + "z" * 20 + " ",
    "q" * 255 + "w",
]


@pytest.mark.django_db
@pytest.mark.parametrize("password", LONG, ids=[str(len(text)) for text in LONG])
def test_long_passwords_are_taken_whole(password: str) -> None:
    person = member()
    client = log_in(Client(), person)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    typed = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert client.post("/accounts/password/change/", typed).status_code == 302
    enrol(person, password)
    # Nothing is cut off: one character less, or one other at the end, is another password.
    for other in (password[:-1], password[:-1] + "!"):
        answer = Client().post(LOGIN, {"login": person.email, "password": other})
        assert answer.status_code == 200
    answer = Client().post(LOGIN, {"login": person.email, "password": password})
    assert answer["Location"] == CODE


@pytest.mark.django_db
def test_longer_than_256_is_refused_with_a_reason(client: Client) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password("ab" * 129)
    assert "password_too_long" in [error.code for error in refused.value.error_list]


@pytest.mark.django_db
def test_letters_in_two_pieces_are_the_same_letters() -> None:
    one = "čamac žuri preko đerdapa"
    two = unicodedata.normalize("NFD", one)
    assert one != two
    person = member(password=two)
    assert person.check_password(one)
    enrol(person, one)
    answer = Client().post(LOGIN, {"login": person.email, "password": two})
    assert answer["Location"] == CODE
