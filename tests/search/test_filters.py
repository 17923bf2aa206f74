"""Filters typed in a query, in every language of the region."""

from datetime import date

import pytest

from search import naming
from search.dating import first_day
from search.parsing import parse
from search.query import LAST_DAY, Query

TODAY = date(2026, 11, 24)


def read(text: str) -> Query:
    return parse(text, today=TODAY)


def test_every_field_and_value_has_a_word_in_every_language() -> None:
    for table in (naming.FIELDS, naming.PLACES, naming.KINDS, naming.LANGS, naming.LABELS):
        for name, words in table.items():
            assert tuple(words) == naming.LANGUAGES, name
            assert all(words.values()), name


def test_no_word_names_two_things() -> None:
    for table in (naming.FIELDS, naming.KINDS, naming.LANGS, naming.LABELS):
        naming.by_word(table)
    with pytest.raises(ValueError, match="means both"):
        naming.by_word({"a": {"en": ("реч",)}, "b": {"en": ("reč",)}})


@pytest.mark.parametrize("lang", naming.LANGUAGES)
@pytest.mark.parametrize("field", naming.FIELDS)
def test_every_field_is_understood_by_its_name_in_every_language(field: str, lang: str) -> None:
    value = {
        "type": "advisory", "lang": "sr", "label": "red", "before": "2026", "after": "2026",
        "in": "title", "cve": "2026-1234",
    }.get(field, "neko")  # fmt: skip
    for name in naming.FIELDS[field][lang]:
        for typed in (name, name.upper()):
            (applied,) = read(f"{typed}:{value} reč").applied
            assert applied.field == field


@pytest.mark.parametrize("lang", naming.LANGUAGES)
def test_values_are_understood_in_every_language(lang: str) -> None:
    for field, facet, table in [
        ("type", "kind", naming.KINDS),
        ("lang", "lang", naming.LANGS),
        ("label", "label", naming.LABELS),
    ]:
        for value, words in table.items():
            for word in words[lang]:
                narrowing = read(f"{field}:{word}").narrowing
                assert narrowing.values(facet) == {value}, word


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("type:saopštenje", {("kind", "advisory")}),
        ("врста:саопштење", {("kind", "advisory")}),
        ("TYPE:Advisory", {("kind", "advisory")}),
        ("type:topic type:post", {("kind", "topic"), ("kind", "post")}),
        ("type:topic,post lang:sr", {("kind", "topic"), ("kind", "post"), ("lang", "sr")}),
        ("lang:srpski", {("lang", "sr")}),
        ("lang:de", {("lang", "de")}),
        ("tlp:amber+strict", {("label", "AMBER+STRICT")}),
        ('label:"amber+strict"', {("label", "AMBER+STRICT")}),
        ("TLP:WHITE", {("label", "CLEAR")}),
    ],
)
def test_facets(text: str, only: set[tuple[str, str]]) -> None:
    query = read(text)
    assert query.narrowing.only == only
    assert (query.terms, query.ignored, query.blank) == ((), (), False)


def test_excluded_facets_and_dates() -> None:
    query = read("banka -type:post -lang:en -before:2026-11-03")
    assert query.narrowing.without == {("kind", "post"), ("lang", "en")}
    assert query.narrowing.since == date(2026, 11, 3).toordinal()
    assert [each.excluded for each in query.applied] == [True, True, True]
    assert query.excluded == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026", date(2026, 1, 1)),
        ("2026-11", date(2026, 11, 1)),
        ("2026-11-03", date(2026, 11, 3)),
        ("3.11.2026.", date(2026, 11, 3)),
        ("11.2026", date(2026, 11, 1)),
        ("7d", date(2026, 11, 17)),
        ("2nedelje", date(2026, 11, 10)),
        ("1месец", date(2026, 10, 25)),
        ("1vit", date(2025, 11, 24)),
        ("9999y", date(1, 1, 1)),
        ("2026-13", None),
        ("2026-02-30", None),
        ("1026", None),
        ("7", None),
        ("7x", None),
        ("juče", None),
        ("٢٠٢٦", None),
    ],
)
def test_dates(text: str, day: date | None) -> None:
    assert first_day(text, TODAY) == (day.toordinal() if day else None)


def test_what_is_before_a_year_is_dated() -> None:
    """Day 0 is without a date, and so before nothing."""
    narrowing = read("before:2026").narrowing
    assert (narrowing.since, narrowing.until) == (1, date(2025, 12, 31).toordinal())
    narrowing = read("posle:2025 pre:2026").narrowing
    assert narrowing.since == date(2025, 1, 1).toordinal()
    assert narrowing.until == date(2025, 12, 31).toordinal()
    assert read("after:2026").narrowing.until == LAST_DAY


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("before:juče", "date"),
        ("type:nešto", "value"),
        ("in:body", "value"),
        ("-in:title", "value"),
        ("tlp:purple", "value"),
        ('author:""', "value"),
    ],
)
def test_what_cannot_be_is_plain_text_with_a_note(text: str, why: str) -> None:
    query = read(f"{text} banka")
    assert [each.why for each in query.ignored] == [why]
    assert "banka" in [term.text for term in query.terms]
    assert query.applied == ()
    assert not query.narrowing


@pytest.mark.parametrize("text", ["foo:bar", "author:", "std::vector", "fe80::1", "a:b:c"])
def test_unknown_fields_are_plain_text_without_one(text: str) -> None:
    query = read(text)
    assert (query.applied, query.ignored, bool(query.narrowing)) == ((), (), False)
    assert query.terms


def test_names_are_marks_of_their_own_field() -> None:
    query = read('author:"Petar Petrović" аутор:ана tag:"dva faktora" -org:Đurđevo banka')
    author, tag = query.filters
    assert (author.where, tag.where) == ("marks", "marks")
    assert author.alternatives[0].tokens == ("author0petar", "author0petrovic")
    assert ("author0ana",) in [each.tokens for each in author.alternatives]
    assert tag.alternatives[0].tokens == ("tag0dva", "tag0faktora")
    (org,) = query.excluded
    assert org.alternatives[0].tokens == ("org0djurdjevo",)
    assert [term.text for term in query.terms] == ["banka"]
    assert query.needles == query.terms[0].needles


def test_in_title_is_for_every_word() -> None:
    query = read("u:naslovu banka CVE-2026-1234 -uplata")
    assert {term.where for term in (*query.terms, *query.excluded)} == {"title"}
    assert all(term.ids == () for term in query.terms)
    assert read("in:title").blank


def test_cve_is_its_number_however_typed() -> None:
    for text in ("cve:2026-41234", "CVE:CVE-2026-41234", 'cve:"2026-41234"'):
        query = read(text)
        assert [term.text for term in query.terms] == ["CVE-2026-41234"]
        assert query.terms[0].ids
        assert query.applied[0].text == "CVE-2026-41234"
    assert read("-cve:2026-41234 banka").excluded[0].ids
    assert read("cve:nešto").applied == ()
