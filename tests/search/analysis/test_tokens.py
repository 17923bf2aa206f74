from hypothesis import given
from hypothesis import strategies as st

from search.analysis.tokens import terms, tokenise


def test_places_are_those_of_the_original() -> None:
    text = "Пази: с\u0301утра, e-mail!"
    assert [text[t.start : t.end] for t in tokenise(text)] == ["Пази", "с\u0301утра", "e", "mail"]
    assert terms(text) == ("pazi", "sutra", "e", "mail")


@given(st.text(max_size=300))
def test_words_stand_in_order_without_overlap(text: str) -> None:
    end = 0
    for token in tokenise(text):
        assert end <= token.start < token.end <= len(text)
        assert token.term
        end = token.end


@given(st.lists(st.text("абвгдaбcčšž", min_size=1, max_size=8), max_size=8))
def test_spaces_and_punctuation_do_not_matter(words: list[str]) -> None:
    assert terms(" ".join(words)) == terms(", ".join(words)) == terms("\n—\x00".join(words))
