"""Sectors are data, by country."""

from django.utils import translation

from community.profiles.sectors import countries, sector_choices, sector_name, sectors, version


def test_the_directive_names_eleven_sectors_in_its_first_annex_and_seven_in_its_second() -> None:
    top = [sector for sector in sectors().values() if not sector.parent]
    assert [sum(one.annex == annex for one in top) for annex in (1, 2)] == [11, 7]
    assert version().startswith("2022/2555")


def test_every_code_has_a_name_in_both_languages_and_a_known_parent() -> None:
    for place in ("", *countries()):
        known = sectors(place)
        for sector in known.values():
            assert sector.en
            assert sector.sr
            assert not sector.parent or sector.parent in known
            assert len(sector.code) <= 60


def test_a_country_without_its_own_list_has_the_directives() -> None:
    assert sectors("SI") == sectors()
    assert {"RS", "ME", "BA", "MK", "AL", "HR"} <= countries()
    assert sectors("RS") == sectors()


def test_a_country_may_have_sectors_of_its_own() -> None:
    assert "hr.education" in sectors("HR")
    assert "education" not in sectors("HR")
    assert "hr.education" not in sectors("RS")


def test_a_name_is_in_the_readers_language_and_script() -> None:
    names = []
    for language in ("en", "sr", "sr-latn"):
        with translation.override(language):
            names.append(sector_name("banking"))
    assert names == ["Banking", "Банкарство", "Bankarstvo"]


def test_a_code_that_no_list_has_is_shown_as_it_is() -> None:
    assert sector_name("horse-racing", "RS") == "horse-racing"


def test_a_subsector_is_offered_under_its_sector() -> None:
    assert ("energy.gas", "Energy: Gas") in sector_choices("RS")
