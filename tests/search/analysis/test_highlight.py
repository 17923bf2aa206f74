import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from search.analysis.highlight import WINDOW, mark_all, snippet
from search.analysis.terms import expansions, term, terms


def plain(html: str) -> str:
    return unescape(html.replace("<mark>", "").replace("</mark>", ""))


def test_marks_the_original_in_either_script() -> None:
    text = "Фишинг напад: fišing & <b>пецање</b>"
    assert mark_all(text, [("fising",)]) == (
        "<mark>Фишинг</mark> напад: <mark>fišing</mark> &amp; &lt;b&gt;пецање&lt;/b&gt;"
    )


def test_other_forms_of_a_word_are_marked_by_the_family_of_the_text() -> None:
    sought = [(each,) for each in expansions("ranljivost")]
    text = "O ranljivostih in popravkih"
    assert mark_all(text, sought, "sl") == "O <mark>ranljivostih</mark> in popravkih"
    assert mark_all("Рањивости & закрпе", [(term("ranjivost", "sh"),)], "sh") == (
        "<mark>Рањивости</mark> &amp; закрпе"
    )
    assert "<mark>zavod</mark>" in snippet("x " * 300 + "zavod", [(term("zavod", "sh"),)], "sh")


def test_phrases_are_marked_only_where_they_stand_together() -> None:
    assert mark_all("banka Sava, Sava <banka", [terms("sava banka", "sh")]) == (
        "banka Sava, <mark>Sava &lt;banka</mark>"
    )


def test_the_densest_passage_is_shown() -> None:
    text = "lozinka " + "x " * 400 + "ukradena lozinka za banku" + " y" * 400
    found = snippet(text, [(each,) for each in terms("lozinka banku ukradena", "sh")])
    assert "<mark>ukradena</mark> <mark>lozinka</mark> za <mark>banku</mark>" in found
    assert found.startswith("…")
    assert found.endswith("…")


def test_without_a_match_the_beginning_is_shown() -> None:
    assert snippet("Kratak tekst.", [("drugo",)]) == "Kratak tekst."
    assert snippet("reč " * 200, []).startswith("reč reč")


MARKUP = st.text("ab <>&\"'\u0301ш\x00\n", max_size=600)


@given(MARKUP, st.lists(st.tuples(st.sampled_from("ab")), max_size=3))
def test_nothing_gets_out_unescaped_and_nothing_is_lost(text: str, needles: list) -> None:
    html = mark_all(text, needles)
    assert set(re.findall(r"<[^>]*>", html)) <= {"<mark>", "</mark>"}
    assert html.count("<mark>") == html.count("</mark>")
    assert plain(html) == text


@given(MARKUP, st.lists(st.tuples(st.sampled_from("ab")), max_size=3))
def test_a_snippet_is_a_short_piece_of_the_text(text: str, needles: list) -> None:
    html = snippet(text, needles)
    piece = plain(html).strip("…")
    assert piece in " ".join(text.split())
    assert len(piece) <= WINDOW + 1
    assert set(re.findall(r"<[^>]*>", html)) <= {"<mark>", "</mark>"}
