"""Our two series of numbers and CSAF's file names."""

import random
import re
from collections import Counter

import pytest

from portal.advisories.numbering import (
    csaf_file_name,
    is_own_number,
    is_public_number,
    number_key,
    public_number,
    restricted_number,
)


@pytest.mark.parametrize(
    ("ordinal", "number"),
    [(1, "CSN-2026-0001"), (9999, "CSN-2026-9999"), (10000, "CSN-2026-10000")],
)
def test_public_numbers_have_four_digits_or_more(ordinal: int, number: str) -> None:
    assert public_number(2026, ordinal) == number
    assert is_public_number(number)


@pytest.mark.parametrize(("year", "ordinal"), [(2026, 0), (2026, -1), (26, 1), (12026, 1)])
def test_what_is_no_place_in_the_series_is_refused(year: int, ordinal: int) -> None:
    with pytest.raises(ValueError, match=r"series|digits"):
        public_number(year, ordinal)


@pytest.mark.parametrize("text", ["CSN-2026-0000", "CSN-2026-00001", "CSN-2026-001", "X-2026-0001"])
def test_other_texts_are_no_public_number(text: str) -> None:
    assert not is_public_number(text)


def test_restricted_numbers_are_never_mistaken_for_public_ones() -> None:
    numbers = [restricted_number(2026) for _ in range(2000)]
    assert len(set(numbers)) == len(numbers)
    for number in numbers:
        assert re.fullmatch(r"CSN-2026-[A-HJKMNP-TV-Z][0-9A-HJKMNP-TV-Z]{5}", number)
        assert is_own_number(number)
        assert not is_public_number(number)


def test_every_letter_of_the_alphabet_is_used() -> None:
    seen = Counter("".join(restricted_number(2026)[9:] for _ in range(3000)))
    assert len(seen) == 32


def test_the_demo_draws_the_same_numbers_each_time() -> None:
    first, second = random.Random(7), random.Random(7)
    drawn = [restricted_number(2026, first.choice) for _ in range(5)]
    assert drawn == [restricted_number(2026, second.choice) for _ in range(5)]
    assert len(set(drawn)) == 5


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("ICSA-22-223-07", "icsa-22-223-07.json"),
        ("Example Company - 2019-YH3234", "example_company_-_2019-yh3234.json"),
        ("RHBA-2019:0024", "rhba-2019_0024.json"),
        ("2022 #01-A", "2022_01-a.json"),
        ("a__b  c", "a_b_c.json"),
        ("a+b.c", "a+b_c.json"),
        ("../../etc/passwd", "_etc_passwd.json"),
        ("Упозорење 7", "_7.json"),
    ],
)
def test_file_names_follow_section_5_1(number: str, name: str) -> None:
    assert csaf_file_name(number) == name


def test_numbers_with_one_file_name_have_one_key() -> None:
    assert number_key("RHBA-2019:0024") == number_key("rhba-2019 0024")
    assert number_key("A-1") != number_key("A_1")
    with pytest.raises(ValueError, match="empty number"):
        number_key("")
