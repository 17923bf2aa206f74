import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import MAX_WORDS, parse


def sought(text: str) -> list[tuple[str, ...]]:
    return [term.tokens for term in parse(text).terms]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("fišing banka", [("fising",), ("banka",)]),
        ('"banka Sava" uplata', [("banka", "sava"), ("uplata",)]),
        ("„banka Sava“", [("banka", "sava")]),
        ("e-mail", [("e", "mail")]),
        ("type:advisory", [("type",), ("advisory",)]),
        ("tlp:amber", [("tlp",), ("amber",)]),
        ('banka "sava', [("banka",), ("sava",)]),
        ("CVE-2026-41234", [("cve", "2026", "41234")]),
        ("banka banka БАНКА", [("banka",)]),
        ('" " - "" *', []),
        ("AND OR NOT NEAR(a b)", [("and",), ("or",), ("not",), ("near",), ("a",), ("b",)]),
    ],
)
def test_reading(text: str, tokens: list[tuple[str, ...]]) -> None:
    assert sought(text) == tokens


def test_exclusions() -> None:
    query = parse('banka -spam -"loša reč" e-pošta')
    assert [term.tokens for term in query.excluded] == [("spam",), ("losa", "rec")]
    assert sought('banka -spam -"loša reč" e-pošta') == [("banka",), ("e", "posta")]


def test_identifiers_keep_their_exact_term() -> None:
    (term,) = parse("evil[.]example").terms
    assert term.ids == ("evilz2eexample",)


def test_no_more_than_twelve_words() -> None:
    query = parse(" ".join(f"w{number}" for number in range(40)))
    assert len(query.terms) == MAX_WORDS
    assert query.cut
    assert len(parse("-".join("abcdefghijklmnopqrstuvwxyz")).terms[0].tokens) == MAX_WORDS


@given(st.text(max_size=2_000))
def test_any_text_is_a_query_of_letters_and_digits(text: str) -> None:
    query = parse(text)
    terms = query.terms + query.excluded
    assert len(terms) <= MAX_WORDS
    for term in terms:
        assert term.tokens
        for word in (*term.tokens, *term.spellings, *term.ids):
            assert word.isalnum()
