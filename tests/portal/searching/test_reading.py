from portal.searching.reading import read
from search.parsing import parse


def test_words_are_sought_in_any_form() -> None:
    reading = read(parse("fišing банка -spam"))
    assert (reading.words, reading.in_any_form) == ("fišing банка", True)
    assert reading.excluded == "spam"


def test_identifiers_are_sought_as_they_stand() -> None:
    assert not read(parse("CVE-2026-41234")).in_any_form
    assert read(parse("CVE-2026-41234 jabuka")).in_any_form
