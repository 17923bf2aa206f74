from portal.searching.reading import read
from search.parsing import parse


def test_both_scripts_are_named() -> None:
    reading = read(parse("fišing банка -spam"))
    assert (reading.words, reading.twins) == ("fišing банка", "фишинг banka")
    assert reading.excluded == "spam"


def test_identifiers_have_no_twin() -> None:
    assert read(parse("CVE-2026-41234")).twins == ""
    assert read(parse("CVE-2026-41234 jabuka")).twins == "CVE-2026-41234 јабука"


def test_words_that_cyrillic_has_no_letters_for_have_no_twin() -> None:
    assert read(parse("newcomer")).twins == ""
    assert read(parse("fjalëkalim")).twins == ""
    assert read(parse("newcomer jabuka")).twins == "newcomer јабука"
