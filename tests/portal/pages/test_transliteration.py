"""Serbian in two scripts: letters, capitals, HTML and what is left alone."""

import pytest

from portal.transliteration import html_to_latin, to_latin


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Застани. Провери. Пријави.", "Zastani. Proveri. Prijavi."),
        ("Љубав", "Ljubav"),
        ("ЉУБАВ", "LJUBAV"),
        ("КРАЉ", "KRALJ"),
        ("ЏЕП и Џеп, џеп", "DŽEP i Džep, džep"),
        ("Њ. Петровић", "Nj. Petrović"),
        ("ЊЕГОШ, Његош", "NJEGOŠ, Njegoš"),
        ("ЉЉ", "LJLJ"),
        ("шђчћжШЂЧЋЖ", "šđčćžŠĐČĆŽ"),
        ("инјекција", "injekcija"),
        ("", ""),
        ("„Већ сте кликнули?” – 0–24", "„Već ste kliknuli?” – 0–24"),
    ],
)
def test_letters(cyrillic: str, latin: str) -> None:
    assert to_latin(cyrillic) == latin


@pytest.mark.parametrize(
    "token",
    [
        "https://пример.срб/пут?тражи=вода#део",
        "www.мрежа.срб",
        "дежурни@мрежа.срб",
        "мрежа.срб",
        "под.мрежа.срб",
        "КСН-2026-0017",
        "TLP:AMBER+STRICT",
        "CVE-2026-12345",
        "incident@mreza.example",
    ],
)
def test_what_is_no_text_is_left_alone(token: str) -> None:
    assert to_latin(f"Видите {token}, па јавите.") == f"Vidite {token}, pa javite."


def test_latin_text_and_other_alphabets_are_left_alone() -> None:
    assert to_latin("Vaš paket čeka na carini. Ελληνικά") == "Vaš paket čeka na carini. Ελληνικά"


def test_an_address_beside_capitals_does_not_hide_them() -> None:
    assert to_latin("ЉУБАВ www.њива.срб ЉУБАВ") == "LJUBAV www.њива.срб LJUBAV"


def test_html_changes_text_only() -> None:
    html = '<p title="Наслов" data-x="а>б">Прво <a href="/пут/">друго</a><br>треће</p>'
    latin = '<p title="Наслов" data-x="а>б">Prvo <a href="/пут/">drugo</a><br>treće</p>'
    assert html_to_latin(html) == latin


@pytest.mark.parametrize(
    "kept",
    [
        "<code>наредба --све</code>",
        "<pre>ред</pre>",
        '<span lang="mk">Ѓорѓи пишува</span>',
        '<b translate="no">Њ</b>',
        '<span lang="mk">Кој <b>е</b><br>тој</span>',
    ],
)
def test_html_in_another_language_or_code_stays(kept: str) -> None:
    assert html_to_latin(f"<p>пре {kept} после</p>") == f"<p>pre {kept} posle</p>"


def test_serbian_said_to_be_serbian_is_changed() -> None:
    assert html_to_latin('<i lang="sr-Cyrl">реч</i>') == '<i lang="sr-Cyrl">reč</i>'
