"""Serbian is whole in both scripts: a new string without translation fails here.

`make messages` brings the catalogues up; then `locale/sr` is written by hand.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import allauth
import django.conf
import polib
import pytest
from django.conf import settings
from django.utils import translation

from deploy.update_messages import DERIVED, WRITTEN, in_latin, incomplete, path_of
from portal.translating.borrowed import BORROWED
from portal.translating.extracting import messages_of

LOCALE = settings.BASE_DIR / "locale"
# Message ids are English: this language needs no catalogue.
OF_THE_IDS = "en"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|%[sd]|\{\w*\}|</?\w[^>]*>|`|\*\*|https?://")
MIXED = re.compile(r"[Ѐ-ӿ][A-Za-z]|[A-Za-z][Ѐ-ӿ]")
CYRILLIC = re.compile(r"[Ѐ-ӿ]")

Ids = set[tuple[str, str, str]]


@pytest.fixture(scope="module")
def serbian() -> polib.POFile:
    return polib.pofile(str(path_of(LOCALE, WRITTEN)))


@pytest.fixture(scope="module")
def latin() -> polib.POFile:
    return polib.pofile(str(path_of(LOCALE, DERIVED)))


def texts(catalogue: polib.POFile) -> Iterator[tuple[polib.POEntry, str]]:
    for entry in catalogue:
        for text in entry.msgstr_plural.values() or [entry.msgstr]:
            yield entry, text


def words(catalogue: polib.POFile) -> dict[tuple[str, str, str], object]:
    return {
        (entry.msgctxt or "", entry.msgid, entry.msgid_plural): entry.msgstr_plural or entry.msgstr
        for entry in catalogue
    }


def test_every_message_of_our_code_stands_in_the_catalogue(serbian: polib.POFile) -> None:
    in_code: Ids = {(one.context, one.text, one.plural) for one in messages_of(settings.BASE_DIR)}
    assert len(in_code) > 500
    known = set(words(serbian))
    assert in_code - known == set(), "run `make messages`, then write the Serbian"
    assert known - in_code == set(), "run `make messages`: these are in no code any more"


def test_nothing_is_untranslated_or_doubtful(serbian: polib.POFile) -> None:
    assert incomplete(serbian) == []
    assert [entry.msgid for entry in serbian if entry.fuzzy] == []


def test_what_we_reword_of_others_is_still_theirs() -> None:
    theirs = {
        entry.msgid
        for app in (allauth, django.conf)
        for entry in polib.pofile(str(path_of(Path(app.__path__[0]) / "locale", WRITTEN)))
    }
    assert set(BORROWED) - theirs == set()


def test_every_plural_has_its_three_forms(serbian: polib.POFile) -> None:
    plurals = [entry for entry in serbian if entry.msgid_plural]
    assert len(plurals) > 10
    for entry in plurals:
        assert sorted(entry.msgstr_plural) == [0, 1, 2], entry.msgid
        # One of 21 people is form 0 too: no form may leave out its number.
        assert all(entry.msgstr_plural.values()), entry.msgid


@pytest.mark.parametrize("language", [WRITTEN, DERIVED])
def test_placeholders_tags_and_marks_are_those_of_the_id(language: str) -> None:
    for entry, text in texts(polib.pofile(str(path_of(LOCALE, language)))):
        source = entry.msgid_plural or entry.msgid
        assert sorted(PLACEHOLDER.findall(text)) == sorted(PLACEHOLDER.findall(source)), source


def test_no_word_mixes_two_scripts(serbian: polib.POFile) -> None:
    bare = [(entry.msgid, PLACEHOLDER.sub(" ", text)) for entry, text in texts(serbian)]
    assert [pair for pair in bare if MIXED.search(pair[1])] == []


def test_quotes_are_serbian(serbian: polib.POFile) -> None:
    for entry, text in texts(serbian):
        assert "“" not in text, entry.msgid
        assert text.count("„") == text.count("”"), entry.msgid


def test_latin_is_the_transliteration(serbian: polib.POFile, latin: polib.POFile) -> None:
    assert words(latin) == words(in_latin(serbian))
    assert [entry.msgid for entry, text in texts(latin) if CYRILLIC.search(text)] == []


@pytest.mark.parametrize("language", [WRITTEN, DERIVED])
def test_the_compiled_catalogue_is_that_of_the_source(language: str) -> None:
    path = path_of(LOCALE, language)
    compiled = path.with_suffix(".mo").read_bytes()
    assert compiled == polib.pofile(str(path)).to_binary(), "run `make messages`"


def test_only_complete_languages_are_offered() -> None:
    for code, _label in settings.LANGUAGES:
        if code != OF_THE_IDS:
            catalogue = polib.pofile(str(path_of(LOCALE, translation.to_locale(code))))
            assert catalogue.percent_translated() == 100, code


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, "1 упозорење"),
        (2, "2 упозорења"),
        (11, "11 упозорења"),
        (21, "21 упозорење"),
        (112, "112 упозорења"),
    ],
)
def test_numbers_choose_their_form(count: int, expected: str) -> None:
    with translation.override("sr"):
        text = translation.ngettext("%(n)s advisory", "%(n)s advisories", count) % {"n": count}
    assert text == expected


def test_each_script_speaks_its_letters() -> None:
    said = {}
    for code in ("sr", "sr-latn", "en"):
        with translation.override(code):
            said[code] = translation.gettext("Search everything")
    assert said == {"sr": "Претражи све", "sr-latn": "Pretraži sve", "en": "Search everything"}
