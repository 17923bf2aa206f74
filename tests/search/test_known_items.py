"""Sentences are found again by their own words, whichever script and marks one types."""

import unicodedata

import cyrtranslit
import pytest

from .shelf import OUTSIDER, Shelf, found

SENTENCES = [
    "Preporučujemo građanima da ne otvaraju priloge iz nepoznatih poruka",
    "Нападачи шаљу лажне рачуне за електричну енергију",
    "Među žrtvama su i đačke kuhinje opštine",
    "Рањивост у Његошевој библиотеци омогућава извршавање кода",
    "Džepni terminali za plaćanje pokazuju pogrešan iznos",
    "Безбједносни тим је вријеме реакције свео на пет минута",
    "Ucenjivački softver šifrovao je rezervne kopije bolnice",
    "Пријавите сумњиве поруке надлежној служби ваше банке",
    "Љубитељи дигиталних новчаника остали су без уштеђевине",
    "Žene i muškarci podjednako nasedaju na lažne ljubavne profile",
]


def bare(text: str) -> str:
    latin = cyrtranslit.to_latin(text, "sr").replace("đ", "dj").replace("Đ", "Dj")
    return "".join(c for c in unicodedata.normalize("NFD", latin) if not unicodedata.combining(c))


FORMS = {
    "cyrillic": lambda text: cyrtranslit.to_cyrillic(text, "sr"),
    "latin": lambda text: cyrtranslit.to_latin(text, "sr"),
    "bare": bare,
    "capitals": str.upper,
    "plain d": lambda text: bare(text.replace("đ", "d").replace("ђ", "d")),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
}


@pytest.fixture
def sentences(notes: Shelf) -> list[str]:
    return [str(notes.put(text, f"Vest {n}", text).uid) for n, text in enumerate(SENTENCES)]


@pytest.mark.parametrize("form", FORMS)
def test_found_in_every_form(sentences: list[str], form: str) -> None:
    for uid, text in zip(sentences, SENTENCES, strict=True):
        words = sorted(text.split(), key=len)[-3:]
        hits = found(OUTSIDER, FORMS[form](" ".join(words))).hits
        assert [str(hit.uid) for hit in hits] == [uid], words


def test_what_was_found_is_marked_in_its_own_script(sentences: list[str]) -> None:
    (hit,) = found(OUTSIDER, "ranjivost Njegoševoj").hits
    assert hit.snippet.startswith("<mark>Рањивост</mark> у <mark>Његошевој</mark> библиотеци")


def test_exclusion_and_phrase(notes: Shelf) -> None:
    notes.put("a", "Banka Sava", "lažna uplata")
    notes.put("b", "Sava banka", "lažna uplata")
    assert [h.row.title for h in found(OUTSIDER, '"banka sava"').hits] == ["Banka Sava"]
    assert [h.row.title for h in found(OUTSIDER, 'uplata -"banka sava"').hits] == ["Sava banka"]


@pytest.mark.parametrize("typed", ["CVE-2026-41234", "cve-2026-41234", '"CVE-2026-41234"'])
def test_an_identifier_is_found_whole_and_first(notes: Shelf, typed: str) -> None:
    for number in range(12):
        notes.put(f"n{number}", f"CVE 2026: 41234 primeraka {number}", "cve 2026 41234 " * 3)
    notes.put("near", "Drugi", "CVE-2026-412345 i CVE-2026-4123")
    exact = notes.put("exact", "Treći", "mnogo reči " * 60 + "CVE-2026-41234")
    hits = found(OUTSIDER, typed).hits
    assert hits[0].uid == exact.uid
    assert "Drugi" not in [hit.row.title for hit in hits]


def test_identifiers_handed_in_beside_the_text(notes: Shelf) -> None:
    notes.put("a", "Izveštaj", "tekst", ids=("CVE-2026-50001", "interni broj 77/b"))
    assert found(OUTSIDER, "CVE-2026-50001").total == 1
    assert found(OUTSIDER, "interni 77").total == 1
