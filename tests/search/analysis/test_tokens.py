import re

from hypothesis import given
from hypothesis import strategies as st

from search.analysis.tokens import tokenise


def _words(text: str) -> list[str]:
    return [token.word for token in tokenise(text)]


def test_places_are_those_of_the_original() -> None:
    text = "Пази: с\u0301утра, e-mail!"
    assert [text[t.start : t.end] for t in tokenise(text)] == ["Пази", "с\u0301утра", "e", "mail"]
    assert _words(text) == ["pazi", "sutra", "e", "mail"]


def test_signs_of_scripts_without_spaces_are_words() -> None:
    text = "漏洞CVE和カタ"
    assert [text[t.start : t.end] for t in tokenise(text)] == ["漏", "洞", "CVE", "和", "カ", "タ"]


@given(st.text(max_size=300))
def test_words_stand_in_order_without_overlap(text: str) -> None:
    end = 0
    for token in tokenise(text):
        assert end <= token.start < token.end <= len(text)
        assert re.fullmatch("[a-z0-9]+", token.word)
        end = token.end


@given(st.lists(st.text("абвгдaбcčšž", min_size=1, max_size=8), max_size=8))
def test_spaces_and_punctuation_do_not_matter(words: list[str]) -> None:
    assert _words(" ".join(words)) == _words(", ".join(words)) == _words("\n—\x00".join(words))
