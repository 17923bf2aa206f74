import re
import unicodedata

import cyrtranslit
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.fold import MAX_TERM, bald, fold, variants

CYRILLIC = "абвгдђежзијклљмнњопрстћуфхцчџш"
LATIN = "abcčćdđefghijklmnoprsštuvzžśźë"


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("љубав", "ljubav"), ("Njuškalo", "njuskalo"), ("џеп", "dzep"), ("ђак", "djak"),
        ("đak", "djak"), ("Ðak", "djak"), ("ћирилица", "cirilica"), ("čaša", "casa"),
        ("жеђ", "zedj"), ("Ѓорѓи", "gjorgji"), ("ќебап", "kebap"), ("ѕвезда", "dzvezda"),
        ("ѝ", "i"), ("сѐ", "se"), ("śutra", "sutra"), ("с\u0301утра", "sutra"),
        ("iźesti", "izesti"), ("è", "e"), ("Mbrojtja", "mbrojtja"), ("çështë", "ceshte"),
        ("ﬁšing", "fising"), ("ǆungla", "dzungla"), ("ｆｕｌｌ", "full"),
        ("бezбедност", "bezbednost"), ("Straße", "strasse"), ("٣", "3"),
        ("λ", "x3bbx"), ("漏b", "x6f0fxb"),
        ("хакер\u00adски", "hakerski"),
    ],
)  # fmt: skip
def test_letters(typed: str, term: str) -> None:
    assert fold(typed) == term


@pytest.mark.parametrize(
    ("ijekavian", "ekavian"),
    [
        ("bezbjednost", "bezbednost"), ("бјежање", "bežanje"), ("vrijeme", "vreme"),
        ("mlijeko", "mleko"), ("ljeto", "leto"), ("dijete", "dete"), ("nježan", "nežan"),
        ("сљедећи", "sledeći"),
    ],
)  # fmt: skip
def test_ijekavian_meets_ekavian(ijekavian: str, ekavian: str) -> None:
    assert fold(ijekavian) == fold(ekavian)


def test_endings_are_no_ijekavian() -> None:
    words = ["kompanije", "starijeg", "upozorenje", "poljem"]
    assert [fold(word) for word in words] == words
    assert [fold(word) for word in ("snijeg", "prije", "gdje")] == ["sneg", "pre", "gde"]


def test_je_after_a_vowel_or_at_the_start_stays() -> None:
    assert [fold(word) for word in ("jezik", "najezda", "moje")] == ["jezik", "najezda", "moje"]


@given(st.text(CYRILLIC, max_size=20))
def test_both_scripts_give_one_term(word: str) -> None:
    assert fold(word) == fold(cyrtranslit.to_latin(word, "sr"))


@given(st.text(LATIN, max_size=20))
def test_bare_letters_give_the_same_term(word: str) -> None:
    word = word.replace("đ", "dj")
    bare = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    assert (
        fold(word) == fold(bare) == fold(word.upper()) == fold(unicodedata.normalize("NFD", word))
    )


@given(st.text(max_size=200))
def test_any_text_folds_to_letters_and_digits_once_and_for_all(text: str) -> None:
    term = fold(text)
    assert re.fullmatch("[a-z0-9]*", term)
    assert len(term) <= MAX_TERM
    assert fold(term) == term
    assert bald(bald(text)) == bald(text)


@given(st.text(CYRILLIC + LATIN + "ѓќѕѐѝ", max_size=20))
def test_our_languages_fold_to_ascii(word: str) -> None:
    assert fold(word).isascii()


def test_plain_d_is_another_spelling_of_dj() -> None:
    assert "medu" in variants(fold("među"))
    assert fold("građani") in variants("gradani")


@given(st.text("abdejz", max_size=12))
def test_other_spellings_are_few_and_other(word: str) -> None:
    term = fold(word)
    assert term not in variants(term)
    assert len(variants(term)) <= 4
