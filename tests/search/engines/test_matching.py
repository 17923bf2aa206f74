"""Which entries a query finds."""

import pytest

from search.analysis.terms import spellings, whole_title_term
from search.parsing import parse
from search.query import Alternative, Query, Term

from .planting import Planted, mark, phrase, word, words


@pytest.fixture
def three(planted: Planted) -> Planted:
    planted.put("both", "Alfa", "beta")
    planted.put("one", "Alfa", "gama")
    planted.put("other", "Delta", "beta alfabet")
    return planted


def test_all_words_are_needed_wherever_they_stand(three: Planted) -> None:
    assert three.find(words("alfa beta")) == ["both"]
    assert sorted(three.find(words("alfa"))) == ["both", "one"]
    assert three.find(words("alfa beta gama")) == []


def test_any_alternative_will_do(three: Planted) -> None:
    either = Term("x", (*word("gama").alternatives, *word("delta").alternatives))
    assert sorted(three.find(Query((either,)))) == ["one", "other"]


def test_an_entry_is_found_by_the_terms_of_its_own_family(planted: Planted) -> None:
    planted.put("sr", "Ranjivosti", lang="sr")
    planted.put("mk", "Ранливости", lang="mk")
    planted.put("sl", "Ranljivosti", lang="sl")
    planted.put("sq", "Dobësitë", lang="sq")
    planted.put("en", "Vulnerabilities", lang="en")
    for typed, name in [
        ("ranjivosti", "sr"),
        ("ranlivosti", "mk"),
        ("RANLJIVOSTI", "sl"),
        ("dobesite", "sq"),
        ("vulnerabilities", "en"),
    ]:
        assert name in planted.find(words(typed))


def test_phrases(planted: Planted) -> None:
    planted.put("beside", "Nešto", "alfa beta gama")
    planted.put("apart", "Nešto", "alfa gama beta")
    planted.put("backwards", "Nešto", "beta alfa")
    assert planted.find(Query((phrase("alfa beta"),))) == ["beside"]
    assert planted.find(Query((phrase("alfa beta gama"),))) == ["beside"]
    assert planted.find(Query((phrase("gama alfa"),))) == []


def test_no_phrase_reaches_from_the_title_into_the_text(planted: Planted) -> None:
    planted.put("border", "Alfa", "beta")
    assert planted.find(Query((phrase("alfa beta"),))) == []
    planted.put("within", "Alfa beta")
    assert planted.find(Query((phrase("alfa beta"),))) == ["within"]


def test_a_word_repeated_too_often_parts_no_phrase(planted: Planted) -> None:
    planted.put("often", "Nešto", "alfa " * 20 + "beta gama")
    assert planted.find(Query((phrase("beta gama"),))) == ["often"]
    assert planted.find(words("alfa beta")) == ["often"]


def test_excluded(three: Planted) -> None:
    assert three.find(words("alfa", excluded=(word("gama"),))) == ["both"]
    assert three.find(words("alfa", excluded=(word("gama"), word("beta")))) == []
    planted = three.put("phrase", "Alfa", "eta zeta")
    assert planted
    assert "phrase" not in three.find(words("alfa", excluded=(phrase("eta zeta"),)))
    assert "phrase" in three.find(words("alfa", excluded=(phrase("zeta eta"),)))


def test_excluded_alone_leaves_the_rest(three: Planted) -> None:
    assert sorted(three.find(Query(excluded=(word("gama"),)))) == ["both", "other"]
    assert three.total(Query(excluded=(word("gama"),))) == 2


def test_in_the_title(three: Planted) -> None:
    three.put("title", "Beta")
    assert three.find(Query((word("beta", "title"),))) == ["title"]
    assert three.find(words("alfa", excluded=(word("alfa", "title"),))) == []


def test_in_a_phrase_of_the_title(planted: Planted) -> None:
    planted.put("title", "Alfa beta")
    planted.put("text", "Gama", "alfa beta")
    assert planted.find(Query((phrase("alfa beta", "title"),))) == ["title"]


def test_marks_narrow_and_words_do_not_find_them(planted: Planted) -> None:
    planted.put("a", "Alfa", marks={"tag": ["crvena beta"], "author": ["Petar Petrović"]})
    planted.put("b", "Alfa", marks={"tag": ["crvena"]})
    planted.put("c", "Alfa", marks={"author": ["crvena"]})
    assert sorted(planted.find(words("alfa", filters=(mark("tag", "crvena"),)))) == ["a", "b"]
    assert planted.find(words("alfa", filters=(mark("tag", "beta crvena"),))) == ["a"]
    assert planted.find(words("alfa", filters=(mark("author", "petrovic"),))) == ["a"]
    several = (mark("tag", "crvena"), mark("author", "petar"))
    assert planted.find(words("alfa", filters=several)) == ["a"]
    assert planted.find(words("crvena")) == []
    assert planted.find(Query((phrase("crvena beta"),))) == []


def test_marks_can_be_excluded(planted: Planted) -> None:
    planted.put("a", "Alfa", marks={"tag": ["crvena"]})
    planted.put("b", "Alfa")
    assert planted.find(words("alfa", excluded=(mark("tag", "crvena"),))) == ["b"]


def test_any_of_several_marks(planted: Planted) -> None:
    for name in ("crvena", "plava", "zelena"):
        planted.put(name, "Alfa", marks={"tag": [name]})
    either = Term(
        "x",
        (*mark("tag", "crvena").alternatives, *mark("tag", "plava").alternatives),
        where="marks",
    )
    assert sorted(planted.find(words("alfa", filters=(either,)))) == ["crvena", "plava"]


def test_identifiers_are_found_whole(planted: Planted) -> None:
    planted.put("exact", "Alfa", "govori o CVE-2026-41234 ovde")
    planted.put("near", "Alfa", "govori o CVE-2026-412345 ovde")
    planted.put("beside", "Alfa", ids=("CVE-2026-41234",))
    assert sorted(planted.find(parse("cve-2026-41234"))) == ["beside", "exact"]


def test_words_do_not_find_the_terms_of_identifiers_or_titles(planted: Planted) -> None:
    planted.put("a", "Alfa", ids=("evil.example",))
    for term in ("evilz2eexample", whole_title_term("Alfa")):
        assert planted.find(Query((Term("x", (Alternative((term,)),)),))) == []


def test_partial_matches_hold_some_words_but_not_all(three: Planted) -> None:
    query = words("alfa beta")
    assert sorted(three.partial(query)) == ["one", "other"]
    assert three.partial(words("alfa")) == []
    common = Term("i", word("beta").alternatives, common=True)
    assert three.partial(Query((word("alfa"), common))) == ["one"]
    assert three.partial(Query((common, common))) == []


def test_partial_matches_keep_to_filters_and_exclusions(three: Planted) -> None:
    three.put("tagged", "Alfa", marks={"tag": ["crvena"]})
    assert three.partial(words("alfa beta", filters=(mark("tag", "crvena"),))) == ["tagged"]
    assert three.partial(words("alfa beta", excluded=(word("alfa"),))) == ["other"]


def test_without_words_all_is_found_that_the_filters_leave(three: Planted) -> None:
    three.put("tagged", "Nešto", marks={"tag": ["crvena"]})
    assert sorted(three.find(Query())) == ["both", "one", "other", "tagged"]
    assert three.find(Query(filters=(mark("tag", "crvena"),))) == ["tagged"]
    assert three.total(Query()) == 4


def test_what_was_replaced_or_dropped_is_found_no_more(three: Planted) -> None:
    three.put("both", "Epsilon")
    three.drop("one")
    assert three.find(words("alfa")) == []
    assert three.find(words("epsilon")) == ["both"]


def test_a_letter_typed_plainly_is_found_as_another_spelling(planted: Planted) -> None:
    planted.put("a", "Međa")
    plain = Term("meda", tuple(Alternative((each,), 0.5) for each in spellings("meda")))
    assert planted.find(Query((plain,))) == ["a"]


def test_a_long_text_is_found_by_its_last_words(planted: Planted) -> None:
    planted.put("long", "Alfa", " ".join(f"broj{n} rec{n % 97}" for n in range(30_000)) + " omega")
    assert planted.find(words("alfa")) == ["long"]
    assert planted.find(words("broj5 alfa")) == ["long"]
