"""Domains that a tired eye takes for others, and names that are the same in another dress."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.joining.free_mail import is_free
from community.joining.lookalikes import alike, looks_like
from community.joining.twins import suspicions_of, twins_of
from community.models import OrganisationDomain
from tests import factories as make

from .cases import submitted

KNOWN = "banka-sava.example"
SEEN = [
    ("bаnka-sava.example", "confusable"),  # a Cyrillic a
    ("xn--bnka-sava-0yh.example", "confusable"),  # the same as browsers send it
    ("банка-сава.example", None),  # another script altogether is read as such
    ("banka-5ava.example", "confusable"),
    ("bankasava.example", "hyphen"),
    ("banka-sava.net", "ending"),
    ("banka-sawa.example", "one-letter"),
    ("banka-savaa.example", "one-letter"),
    ("bnaka-sava.example", "one-letter"),
    ("banka-sava-prijava.example", "contained"),
    ("banka-sava.example", None),
    ("mail.banka-sava.example", None),
    ("drina.example", None),
]


@pytest.mark.parametrize(("typed", "why"), SEEN)
def test_what_can_be_taken_for_it(typed: str, why: str | None) -> None:
    assert looks_like(typed, KNOWN) == why
    assert looks_like(KNOWN, typed) == why


def test_two_letters_that_look_like_one() -> None:
    assert looks_like("rnoj-oblak.rs", "moj-oblak.rs") == "confusable"
    assert [found.known for found in alike("paypa1.com", ["paypal.com", "sava.rs"])] == [
        "paypal.com"
    ]


def test_short_names_are_not_alike_for_one_letter() -> None:
    assert looks_like("nis.rs", "nic.rs") is None


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_is_compared_alike_from_both_sides(one: str, other: str) -> None:
    assert looks_like(one, other) == looks_like(other, one)


def test_free_mail() -> None:
    assert is_free("gmail.com")
    assert is_free("Mail.GMX.net")
    assert not is_free("notgmail.com")
    assert not is_free("banka-sava.example")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("known", "typed", "why"),
    [
        ("Banka Sava a.d.", "Банка Сава", "the same name"),
        ("Univerzitet Čačak", "UNIVERZITET CACAK", "the same name"),
        ("Electric Grid North d.o.o.", "Electric Grid North Balkans", "a similar name"),
    ],
)
def test_names_in_another_script_or_without_marks(known: str, typed: str, why: str) -> None:
    make.organisation(known)
    (twin,) = twins_of(submitted("a@x.example", "b@x.example", name=typed))
    assert (twin.name, str(twin.why)) == (known, why)


@pytest.mark.django_db
def test_numbers_and_domains_that_are_here() -> None:
    make.organisation("One", registration_number="MB 123-456")
    other = make.organisation("Other")
    OrganisationDomain.objects.create(organisation=other, domain="novi-oblak.example")
    make.organisation("Third")
    made = submitted("a@x.example", "b@x.example", registration_number="mb123456")
    assert [(twin.name, str(twin.why)) for twin in twins_of(made)] == [
        ("One", "the same registration number"),
        ("Other", "the same domain"),
    ]


@pytest.mark.django_db
def test_what_a_vetter_should_look_at_twice() -> None:
    bank = make.organisation("Banka Sava")
    OrganisationDomain.objects.create(organisation=bank, domain=KNOWN)
    made = submitted(
        "a@x.example", "b@x.example", email="me@gmail.com", domains=["banka-sava.net", "gmx.net"]
    )
    told = [(one.domain, str(one.words), one.other) for one in suspicions_of(made)]
    assert ("gmail.com", "The contact writes from free mail.", "") in told
    assert ("gmx.net", "Anybody can have an address at this domain.", "") in told
    ending = "the same name with another ending"
    assert ("banka-sava.net", ending, f"{KNOWN} (Banka Sava)") in told


@pytest.mark.django_db
def test_a_mailbox_elsewhere_is_shown() -> None:
    made = submitted("a@x.example", "b@x.example", email="me@consultants.example")
    (found,) = suspicions_of(made)
    assert found.domain == "consultants.example"
