"""Texts larger than PostgreSQL's own limits are kept, shortened, and found."""

from search.query import Query
from tests.search.engines.planting import Planted, mark, phrase, words


def test_more_different_words_than_a_vector_takes(planted: Planted) -> None:
    body = " ".join(f"{number:x}qw{number * 7919:x}" for number in range(120_000))
    planted.put("long", "Alfa", f"prvi {body}", marks={"tag": ["crvena"]}, ids=("CVE-2026-41234",))
    assert planted.find(words("alfa prvi")) == ["long"]
    assert planted.find(Query(filters=(mark("tag", "crvena"),))) == ["long"]


def test_a_word_longer_than_a_lexeme(planted: Planted) -> None:
    planted.put("long", "Alfa " + "x" * 9_000, "y" * 9_000)
    assert planted.find(words("alfa")) == ["long"]
    assert planted.suggest("x" * 50) == ["long"]


def test_no_phrase_is_made_of_words_behind_the_last_place(planted: Planted) -> None:
    planted.put("long", "Alfa", "broj rec " * 3 + "i " * 20_000 + "beta gama delta")
    assert planted.find(words("beta delta")) == ["long"]
    for each in ("beta gama", "gama beta", "beta delta"):
        assert planted.find(Query((phrase(each),))) == []
    assert planted.find(Query((phrase("broj rec"),))) == ["long"]


def test_thousands_of_identifiers(planted: Planted) -> None:
    ids = tuple(f"10.{a}.{b}.{c}" for a in range(4) for b in range(200) for c in range(60))
    planted.put("many", "Alfa", "popis", ids=ids)
    assert planted.find(words("popis")) == ["many"]
