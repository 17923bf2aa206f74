"""How queries are read: words, phrases, exclusions, identifiers. Filters: test_filters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.parsing import MAX_EXPANSIONS, MAX_WORDS, parse
from search.query import Query


def sought(text: str) -> list[str]:
    return [term.text for term in parse(text).terms]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("kvrca brnda", ["kvrca", "brnda"]),
        ('"banka Sava" uplata', ["banka Sava", "uplata"]),
        ("„banka Sava“", ["banka Sava"]),
        ("e-mail", ["e-mail"]),
        ("foo:bar", ["foo", "bar"]),
        ('banka "sava', ["banka", "sava"]),
        ("CVE-2026-41234", ["CVE-2026-41234"]),
        ("banka banka БАНКА", ["banka"]),
        ('" " - "" *', []),
        ("uplata NEAR(kvrca brnda)", ["uplata", "NEAR", "kvrca", "brnda"]),
        ("type: advisory", ["type", "advisory"]),
    ],
)
def test_reading(text: str, words: list[str]) -> None:
    assert sought(text) == words


def test_exclusions() -> None:
    query = parse('banka -spam -"loša reč" e-pošta -„друга реч“')
    assert [term.text for term in query.excluded] == ["spam", "loša reč", "друга реч"]
    assert [term.text for term in query.terms] == ["banka", "e-pošta"]


def test_a_phrase_stands_side_by_side_in_each_family() -> None:
    (term,) = parse('"lažne banke"').terms
    assert {len(alternative.tokens) for alternative in term.alternatives} == {2}
    assert all(alternative.weight == 1 for alternative in term.alternatives)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("evil[.]example", ("evilz2eexample",)),
        ("https://example.org:8080/x", ("examplez2eorg",)),
        ("fe80::1", ("fe80z3az3a1",)),
        ("org:8080", ()),
    ],
)
def test_identifiers_keep_their_exact_term(text: str, ids: tuple[str, ...]) -> None:
    assert tuple(each for term in parse(text).terms for each in term.ids) == ids


def test_common_words_are_left_out_where_others_tell_more() -> None:
    query = parse("napad na banku i još nešto")
    assert (query.left_out, [t.text for t in query.terms]) == (
        ("na", "i", "još"), ["napad", "banku", "nešto"],
    )  # fmt: skip
    assert sought("na i u") == ["na", "i", "u"]
    assert parse("na i u").left_out == ()


def test_capitals_are_no_common_words() -> None:
    assert sought("IT sektor") == ["IT", "sektor"]
    assert sought("IT SEKTOR") == ["SEKTOR"]
    assert sought("it sektor") == ["sektor"]


def test_the_whole_title_is_of_all_the_words() -> None:
    assert parse("Napad na banku").whole_title == parse("НАПАД НА БАНКУ type:post").whole_title
    assert parse("Napad na banku").whole_title != parse("Napad banku").whole_title
    assert parse("napad -banka").whole_title == parse("napad").whole_title


def test_no_more_than_twelve_words() -> None:
    query = parse(" ".join(f"w{number}" for number in range(40)))
    assert len(query.terms) == MAX_WORDS
    assert query.cut
    (term,) = parse("-".join("abcdefghijklmnopqrstuvwxyz")).terms
    assert {len(alternative.tokens) for alternative in term.alternatives} == {MAX_WORDS}


def test_filters_count_as_words() -> None:
    query = parse(" ".join(f"tag:w{number}" for number in range(20)) + " banka")
    assert (len(query.applied), query.terms, query.cut) == (MAX_WORDS, (), True)


def test_one_word_is_few_terms() -> None:
    for word in ("rješavanja", "organizacija", "izvedena"):
        (term,) = parse(word, exactly=True).terms
        typed = [each for each in term.alternatives if each.weight == 1]
        assert 1 <= len(typed) <= MAX_EXPANSIONS


def test_every_word_is_sought_in_both_scripts_alike() -> None:
    assert parse("љубичица").terms[0].alternatives == parse("ljubičica").terms[0].alternatives


_PIECES = st.sampled_from([
    "type:", "врста:", "author:", "-", '"', "„", "in:title", "after:", "2026-11", "cve:", "lang:sr",
    " ", ":", "label:amber", "банка", "na", "7d", "\0", "tag:x", "²", "CVE-2026-1", "۲۰۲۶",
])  # fmt: skip


@given(st.one_of(st.text(max_size=2_000), st.lists(_PIECES, max_size=40).map("".join)))
def test_any_text_is_a_query_of_letters_and_digits(text: str) -> None:
    query = parse(text)
    assert len(query.terms) + len(query.excluded) <= 2 * MAX_WORDS
    for term in (*query.terms, *query.excluded, *query.filters):
        assert term.alternatives
        words = [word for each in term.alternatives for word in each.tokens]
        for word in (*words, *term.ids):
            assert word.isascii()
            assert word.isalnum()
    assert query == parse(text)
    assert isinstance(query, Query)
