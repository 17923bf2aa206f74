"""Words of one language find texts of another, and ambiguous words do not flood."""

import pytest

from search.analysis.fold import bald
from search.analysis.tokens import tokenise
from search.parsing import MAX_ALSO, MOST_ALSO, parse
from search.query import Query
from search.ranking import SYNONYM
from search.thesaurus import FILE, Group, Malformed, Thesaurus, read

from .shelf import OUTSIDER, Shelf, found, titles

GROUPS = read(FILE.read_text(encoding="utf-8").splitlines())
LANGUAGES = {"en", "sr", "bs", "mk", "sq", "sl"}


def also(text: str) -> set[str]:
    return {each.text for each in parse(text).also}


def test_there_are_enough_groups_in_every_language() -> None:
    assert len(GROUPS) >= 150
    for group in GROUPS:
        assert {entry.lang for entry in group} >= LANGUAGES - {"bs"}, group[0].text
        assert {entry.lang for entry in group} <= LANGUAGES


def test_no_group_says_a_thing_twice_in_one_language() -> None:
    for group in GROUPS:
        said = [(entry.lang, entry.text) for entry in group]
        assert len(said) == len(set(said)), group[0].text


def test_no_word_leads_to_many_groups() -> None:
    known = Thesaurus(GROUPS)
    for group in GROUPS:
        for entry in group:
            words = [token.word for token in tokenise(entry.text)]
            sought = {each.tokens for found in known.find(words) for each in found.others}
            assert entry.tokens in sought or not (entry.leads and entry.sought)
    leading = [numbers for numbers in known._leading.values() if len(numbers) > 2]
    assert not leading


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group[0].text)
def test_the_first_word_of_each_language_finds_each_other_language(group: Group) -> None:
    firsts = {entry.lang: entry for entry in reversed(group) if entry.leads and entry.sought}
    for entry in firsts.values():
        query = parse(entry.text)
        left_out = set(map(bald, query.left_out))
        sought = {needle for term in query.terms for needle in term.needles}
        for other in firsts.values():
            # As a phrase, or each word of it because it is what was typed; not those that are
            # common words in some language, as "kod".
            telling = [each for each in other.tokens if len(each) > 2 and each not in left_out]
            there = other.tokens in sought or {(each,) for each in telling} <= sought
            full = max(len(term.alternatives) for term in query.terms) > MOST_ALSO
            assert there or full or other.tokens == entry.tokens, (entry.text, other.text)


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("ransomware", "Уцењивачки софтвер у болници"),
        ("vulnerability", "Ranjivosti u usmerivačima"),
        ("ranjivost", "Cenueshmëri kritike në ruter"),
        ("lozinka", "Zgjidhni fjalëkalime të forta"),
        ("fjalëkalimi", "Geslo naj bo dolgo"),
        ("резервна копија", "Make a backup every day"),
        ("rezervne kopije", "Varnostne kopije podatkov"),
        ("supply chain", "Напад на ланац снабдевања"),
        ("dobavna veriga", "Supply chains under attack"),
        ("двофакторска автентикација", "Two-factor authentication for all"),
        ("uskraćivanje usluge", "Denial of service against banks"),
        ("закрпа", "Security patches for routers"),
        ("phishing", "Фишинг пораки од банка"),
        ("kritična infrastruktura", "Infrastruktura kritike e vendit"),
        ("cybersecurity", "Сајбер безбедност у општинама"),
    ],
)
def test_words_find_texts_of_other_languages(notes: Shelf, typed: str, title: str) -> None:
    notes.put("a", title, lang=_lang(title))
    notes.put("b", "Nešto sasvim drugo")
    assert titles(OUTSIDER, typed) == [title]
    assert found(OUTSIDER, typed, exactly=True).total == 0


def _lang(title: str) -> str:
    starts = {
        "Cen": "sq", "Zgj": "sq", "Inf": "sq", "Ges": "sl", "Var": "sl", "Mak": "en",
        "Sup": "en", "Two": "en", "Den": "en", "Sec": "en", "Фиш": "mk",
    }  # fmt: skip
    return starts.get(title[:3], "sr")


def test_what_was_typed_comes_first(notes: Shelf) -> None:
    notes.put("other", "Vulnerability in routers", lang="en")
    for number in range(3):
        notes.put(str(number), "Ranjivost u ruterima", lang="sr")
    for number in range(9):
        notes.put(f"f{number}", "Sasvim nešto drugo")
    assert titles(OUTSIDER, "ranjivost")[-1] == "Vulnerability in routers"
    assert len(titles(OUTSIDER, "ranjivost")) == 4


def test_results_tell_what_was_also_sought() -> None:
    query = parse("ranjivosti rutera")
    assert {"vulnerability", "cenueshmëri", "ranljivost"} <= {each.text for each in query.also}
    assert "ranjivosti" in {each.typed for each in query.also}
    assert parse("ranjivosti rutera", exactly=True).also == ()


def test_quotes_mean_just_that() -> None:
    assert parse('"supply chain"').also == ()
    assert also("supply chain") >= {"lanac snabdevanja", "dobavna veriga"}


def test_the_longest_run_counts() -> None:
    """A phrase of the field does not bring what its single words would."""
    assert "ucena" not in also("cyber attack")
    assert "curenje podataka" in also("data breach")


def test_joined_words_lead_together_or_not_at_all() -> None:
    assert "dvofaktorska autentifikacija" in also("two-factor authentication")
    assert "nulti dan" in also("zero-day")
    assert also("antivirus-lozinka") == set()


def test_what_is_excluded_is_excluded_as_typed() -> None:
    (term,) = parse("banka -fišing").excluded
    assert all(each.weight > SYNONYM or len(each.tokens) == 1 for each in term.alternatives)
    assert parse("banka -fišing").also == ()


@pytest.mark.parametrize("word", ["rat", "pas", "crv", "oblak", "propust", "svest", "more", "link"])
def test_words_of_everyday_bring_nothing(word: str) -> None:
    assert also(word) == set()


def test_a_query_of_nothing_but_the_field_is_capped() -> None:
    query: Query = parse(" ".join(group[0].text for group in GROUPS)[:199])
    assert len(query.also) <= MAX_ALSO
    assert all(len(term.alternatives) <= 3 * MOST_ALSO for term in query.terms)


def test_what_cannot_be_read_is_named_by_its_line() -> None:
    assert read(["# nothing", "", "en a; sr b"])[0][1].lang == "sr"
    for line in ("en", "en a", "en ,; sr b", ";;"):
        with pytest.raises(Malformed, match="line 2"):
            read(["# first", line])


def test_a_marked_word_is_sought_but_does_not_lead() -> None:
    known = Thesaurus(read(["en worm; sr ~crv, računarski crv"]))
    assert [[e.text for e in each.others] for each in known.find(["worm"])] == [
        ["worm", "crv", "računarski crv"]
    ]
    assert not list(known.find(["crv"]))


@pytest.mark.parametrize(
    ("typed", "word", "everyday"),
    [
        ("ranjivost", "dobësi", "Od banke ćete dobiti poziv"),
        ("fišing", "pecanje", "Печат на слици није доказ"),
        ("otkupnina", "ucena", "Ušao je bez kartice"),
    ],
)
def test_words_that_are_everyday_ones_elsewhere_lead_but_are_not_sought(
    notes: Shelf, typed: str, word: str, everyday: str
) -> None:
    notes.put("a", everyday)
    assert titles(OUTSIDER, typed) == []
    assert word not in also(typed)
    assert typed in also(word)
