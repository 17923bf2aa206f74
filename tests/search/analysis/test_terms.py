import itertools
import re
import unicodedata

import cyrtranslit
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import lemma
from search.analysis.families import FAMILIES
from search.analysis.fold import bald
from search.analysis.identifiers import id_term
from search.analysis.stems import stem
from search.analysis.terms import (
    FILLER,
    capped,
    expansions,
    mark_term,
    spellings,
    term,
    terms,
    typed,
    whole_title_term,
)

families = st.sampled_from(FAMILIES)
SERBIAN = st.text("абвгдђежзијклљмнњопрстћуфхцчџш", max_size=16)
MACEDONIAN = st.text("абвгдѓежзѕијклљмнњопрстќуфхцчџш", max_size=16)
MACEDONIAN_TYPED = str.maketrans(
    {"ѓ": "gj", "ќ": "kj", "ѕ": "dz", "љ": "lj", "њ": "nj", "џ": "dz", "ж": "z", "ч": "c", "ш": "s"}
)


@pytest.fixture(autouse=True, scope="module")
def _with_the_table() -> None:
    assert lemma.available(), "run `python -m search.analysis.build_lemmas`"


@given(SERBIAN, families)
def test_both_serbian_scripts_give_one_term(word: str, family: str) -> None:
    assert term(word, family) == term(cyrtranslit.to_latin(word, "sr"), family)


@given(MACEDONIAN, families)
def test_macedonian_typed_in_latin_gives_the_same_term(word: str, family: str) -> None:
    latin = cyrtranslit.to_latin(word.translate(MACEDONIAN_TYPED), "mk")
    assert term(word, family) == term(latin, family)


@given(st.text(max_size=40), families)
def test_a_bald_word_gives_the_same_term(word: str, family: str) -> None:
    assert term(bald(word), family) == term(word, family)


@given(st.one_of(st.text(max_size=40), st.text("aeijlnmstvo", max_size=14)), families)
def test_a_term_is_its_own_term_and_of_letters_and_digits(word: str, family: str) -> None:
    made = term(word, family)
    assert re.fullmatch("[a-z0-9]*", made)
    assert bool(made) == bool(bald(word))
    assert term(made, family) == made


@given(st.text("abcdefghijklmnoprstuvz", min_size=1, max_size=16), families)
def test_rules_take_everything_off_at_once(word: str, family: str) -> None:
    assert stem(stem(word, family), family) == stem(word, family)


def test_the_terms_of_known_words_are_their_own_terms() -> None:
    words = ["kuće", "povezuju", "misli", "gjinden", "vozniot", "najboljši", "ate", "sto"]
    for word, family in itertools.product(words, FAMILIES):
        assert term(term(word, family), family) == term(word, family), (word, family)


# Each line: forms of one word, none of which may miss another.
VOCABULARY = {
    "sh": """
        безбедност bezbednosti bezbednošću bezbjednost безбједности BEZBEDNOST
        ranjivost ranjivosti ranjivošću ranjivostima рањивости
        napad napada napadom napadi napade napadima
        napadač napadači napadača napadačima
        incident incidenti incidenata incidentima
        zakrpa zakrpe zakrpu zakrpama закрпом
        prevara prevare prevaru prevarama
        lozinka lozinke lozinki lozinku lozinkom lozinkama
        zlonamerni zlonamernog zlonamjerni zlonamjernih
        podatak podaci podataka podacima
        korisnik korisnici korisnika korisnicima
        mreža mreže mreži mrežama
        objaviti objavljen objavljena objavio
        upozorenje upozorenja upozorenju upozorenjima
        vrijeme vremena vremenu времена
        """,
    "mk": """
        ранливост ранливоста ранливости ранливостите ranlivosta
        закрпа закрпата закрпи закрпите zakrpite
        напад нападот напади нападите
        лозинка лозинката лозинки лозинките
        измама измамата измами измамите
        мрежа мрежата мрежи мрежите mrezata
        корисник корисникот корисници корисниците
        напаѓач напаѓачот напаѓачи napagjacite
        податок податокот податоци податоците
        предупредување предупредувањето предупредувања
        """,
    "sl": """
        ranljivost ranljivosti ranljivostjo ranljivostmi ranljivostih
        napad napada napadi napadov napadom napadih
        geslo gesla geslu geslom gesel
        prevara prevare prevaro prevaram
        varnost varnosti varnostjo
        omrežje omrežja omrežju omrežij omrežjih
        napadalec napadalca napadalci napadalcev
        uporabnik uporabnika uporabniki uporabnikov
        strežnik strežnika strežniki strežnikov
        popravek popravka popravki popravkov
        """,
    "sq": """
        dobësi dobësia dobësitë dobësive dobësisë dobësinë dobesite
        sulm sulmi sulmet sulmeve sulmin sulmit
        fjalëkalim fjalëkalimi fjalëkalimet fjalëkalimin
        mashtrim mashtrimi mashtrimet mashtrimit
        siguri siguria sigurisë sigurinë
        rrjet rrjeti rrjetet rrjeteve
        përdorues përdoruesi përdoruesit përdoruesve
        """,
    "en": """
        vulnerability vulnerabilities
        attack attacks attacked attacking
        patch patches patched patching
        password passwords
        encrypt encrypted encrypting
        """,
}
# Words that no dictionary has.
COINED = {
    "sh": """
        sajberbezbednost sajberbezbednosti sajberbezbednošću sajberbezbjednosti сајбербезбедност
        fišing fišinga fišingom fišingu фишингом
        ransomver ransomvera ransomverom ransomveri ransomverima
        smišing smišinga smišingom
        bekap bekapa bekapom bekapi bekapovi bekapima
        botnet botneta botneti botnetom
        ušifravljivač ušifravljivača ušifravljivači
        kvišovanje kvišovanja kvišovanju kvišovanjem
        """,
    "mk": """
        фишинг фишингот
        рансомвер рансомверот рансомвери рансомверите ransomverite
        сајбербезбедност сајбербезбедноста
        ботнет ботнетот ботнети ботнетите
        смишувач смишувачот смишувачи смишувачите
        """,
    "sl": """
        kibervarnost kibervarnosti kibervarnostjo
        botnet botneta botneti botnetov
        smišing smišinga smišingom
        bekapnik bekapnika bekapniki bekapnikov
        """,
    "sq": """
        kibersiguri kibersiguria kibersigurisë kibersigurinë
        ransomuer ransomueri ransomuerin ransomuerit
        botnet botneti botnetet botnetin botnetit
        """,
    "en": """
        ransomwares ransomware
        smished smish smishes
        backdoored backdoor backdoors
        """,
}


def _lines(words: dict[str, str]) -> list[tuple[str, list[str]]]:
    return [
        (family, line.split())
        for family, lines in words.items()
        for line in lines.strip().splitlines()
    ]


@pytest.mark.parametrize(("family", "forms"), _lines(VOCABULARY) + _lines(COINED))
def test_forms_of_a_word_find_each_other(family: str, forms: list[str]) -> None:
    missed = [
        (sought, standing)
        for sought, standing in itertools.permutations(forms, 2)
        if term(standing, family) not in expansions(sought)
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("one", "other", "family"),
    [
        ("banka", "balkon", "sh"), ("napad", "napredak", "sh"), ("lozinka", "loza", "sh"),
        ("сервер", "сервис", "mk"), ("varnost", "vrednost", "sl"), ("sulm", "sulltan", "sq"),
        ("redis", "redirect", "en"), ("patch", "path", "en"),
    ],
)  # fmt: skip
def test_other_words_stay_apart(one: str, other: str, family: str) -> None:
    assert term(one, family) not in expansions(other)


def test_a_word_stands_for_few_terms() -> None:
    words = [word for _, forms in _lines(VOCABULARY) for word in forms]
    counts = [len(expansions(word)) for word in words]
    assert max(counts) <= 6
    assert sum(counts) / len(counts) < 3.5


@given(st.text(max_size=20))
def test_expansions_are_distinct_and_hold_the_term_of_each_family(word: str) -> None:
    found = expansions(word)
    assert len(set(found)) == len(found)
    assert {term(word, family) for family in FAMILIES} - {""} <= set(found)
    assert not set(spellings(word)) & set(found)


def test_plain_d_is_another_spelling_of_dj() -> None:
    assert term("među", "sh") in spellings("medu")
    assert term("građanima", "sh") in spellings("gradanima")


def test_letters_of_foreign_scripts_are_not_lost() -> None:
    assert term("λόγος", "sh") == term("ΛΟΓΟΣ", "sh") != term("λογον", "sh") != ""
    assert len(terms("安全漏洞", "sh")) == 4
    assert terms("漏洞", "en")[0] in terms("安全漏洞", "en")


def test_terms_stand_in_the_order_of_the_words() -> None:
    assert terms("Lozinke, са е-поште!", "sh") == tuple(
        term(word, "sh") for word in ("lozinke", "са", "е", "поште")
    )


@given(st.text(max_size=40), st.text(max_size=12))
def test_a_whole_title_is_no_identifier(title: str, identifier: str) -> None:
    assert re.fullmatch("(zy[a-z0-9]+)?", whole_title_term(title))
    assert not whole_title_term(title) or whole_title_term(title) != id_term(identifier)


def test_a_whole_title_is_the_same_in_every_script() -> None:
    assert whole_title_term("Безбедност, на мрежи") == whole_title_term("BEZBJEDNOST na mreži!")
    assert whole_title_term("Na mreži bezbednost") != whole_title_term("Bezbednost na mreži")
    assert whole_title_term("Banka Sava") != whole_title_term("Bankasava")
    assert whole_title_term(" – ") == ""


MARKS = st.tuples(st.text("aeortz", min_size=1, max_size=5), st.text("aeortz01", max_size=5))


@given(MARKS, MARKS)
def test_different_marks_never_share_a_term(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert (mark_term(*one) == mark_term(*other)) == (one == other)
    assert mark_term(*one).isalnum()


def test_a_mark_is_the_same_however_typed() -> None:
    assert mark_term("author", "Ђурђа") == mark_term("author", "đurđa") == "author0djurdja"
    with pytest.raises(ValueError, match="letters"):
        mark_term("author0", "x")


def test_typed_words_keep_their_endings() -> None:
    assert typed("Рањивости и ranjivosti") == ("ranjivosti", "i")


@given(st.lists(st.sampled_from("ab"), max_size=30), st.integers(1, 4))
def test_repetition_beyond_the_cap_leaves_its_place(found: list[str], most: int) -> None:
    kept = capped(found, most)
    assert len(kept) == len(found)
    assert all(kept.count(each) == min(found.count(each), most) for each in "ab")
    assert set(kept) <= {"a", "b", FILLER}


@given(families)
def test_no_word_is_the_filler(family: str) -> None:
    assert term(FILLER, family) not in ("", FILLER)
    assert FILLER not in expansions(FILLER)


def test_accents_of_the_old_books_do_not_matter() -> None:
    assert term(unicodedata.normalize("NFD", "bezbédnosti"), "sh") == term("bezbednosti", "sh")
