import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.families import FAMILIES, family_of
from search.analysis.stop import is_stop, stop_terms
from search.analysis.terms import term


@pytest.mark.parametrize(
    ("tag", "family"),
    [
        ("sr", "sh"), ("sr-Latn", "sh"), ("sr_RS", "sh"), ("SR-Cyrl-ME", "sh"), ("hr", "sh"),
        ("bs", "sh"), ("cnr", "sh"), ("me", "sh"), ("mk", "mk"), ("mk-MK", "mk"), ("sl", "sl"),
        ("sq", "sq"), ("en-GB", "en"), ("", "sh"), ("tlh", "sh"), ("-", "sh"),
    ],
)  # fmt: skip
def test_a_tag_names_the_family(tag: str, family: str) -> None:
    assert family_of(tag) == family


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Napadači šalju lažne račune koji su na prvi pogled kao pravi", "sh"),
        ("Нападачи шаљу лажне рачуне који су на први поглед као прави", "sh"),
        ("Напаѓачите испраќаат лажни сметки кои на прв поглед се како вистински", "mk"),
        ("Napadalci pošiljajo lažne račune, ki so na prvi pogled kot pravi, in če", "sl"),
        ("Sulmuesit dërgojnë fatura të rreme që në shikim të parë janë si të vërteta", "sq"),
        ("The attackers are sending invoices that look as if they were real", "en"),
        ("CVE-2026-41234", "sh"),
    ],
)
def test_without_a_known_tag_the_text_tells(text: str, family: str) -> None:
    assert family_of("", "", text) == family
    assert family_of("xx", "", text) == family


def test_a_known_tag_counts_more_than_the_text() -> None:
    assert family_of("sl", "", "The attackers are in the network and that is it") == "sl"


@given(st.text(max_size=80), st.sampled_from(["", "cyrl", "latn"]), st.text(max_size=8))
def test_any_text_has_one_family(text: str, script: str, tag: str) -> None:
    assert family_of(tag, script, text) in FAMILIES
    assert family_of(tag, script, text) == family_of(tag, script, text)


@pytest.mark.parametrize(
    "word", ["и", "i", "sa", "СА", "će", "ce", "што", "ki", "dhe", "në", "the"]
)
def test_common_words_of_every_language(word: str) -> None:
    assert is_stop(word)


@pytest.mark.parametrize("word", ["napad", "лозинка", "sulm", "geslo", "patch", "cert", "", "2026"])
def test_words_that_say_something(word: str) -> None:
    assert not is_stop(word)


@pytest.mark.parametrize("family", FAMILIES)
def test_the_terms_of_common_words_are_those_of_texts(family: str) -> None:
    assert term(
        {"sh": "koji", "mk": "кој", "sl": "ki", "sq": "dhe", "en": "the"}[family], family
    ) in (stop_terms(family))
