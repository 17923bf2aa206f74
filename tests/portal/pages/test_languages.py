"""One page under its addresses: languages, scripts, the switch, what search engines are told."""

import re

import pytest
from django.test import Client

from .conftest import SmallSite, add_page, body

ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">')
SWITCH = re.compile(r'<a href="([^"]+)" lang="([\w-]+)" hreflang')


def _html(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("address", "lang", "word"),
    [
        ("/sr/", "sr-Cyrl", "Застани. Провери. Пријави."),
        ("/sr-latn/", "sr-Latn", "Zastani. Proveri. Prijavi."),
        ("/en/", "en", "Stop. Check. Report."),
        ("/sr/ljubav/", "sr-Cyrl", "Љубав и преваре"),
        ("/sr-latn/ljubav/", "sr-Latn", "Ljubav i prevare"),
        ("/en/romance/", "en", "Never pay for love."),
    ],
)
def test_each_address_speaks_its_language(
    client: Client, site: SmallSite, address: str, lang: str, word: str
) -> None:
    html = _html(client, address)
    assert f'<html lang="{lang}"' in html
    assert word in html


def test_latin_changes_the_text_and_nothing_else(client: Client, site: SmallSite) -> None:
    html = _html(client, "/sr-latn/ljubav/")
    assert "<h1>Ljubav i prevare</h1>" in html
    assert "NJEGOŠ i мрежа.срб" in html
    assert "<h2>Šta da uradite</h2>" in html
    assert 'Reč <a href="https://пример.срб/пут">link</a> <b>KRALJ</b>' in html
    assert "Љубав" not in html.replace("Ћирилица", "")


def test_the_stored_page_stays_as_typed(client: Client, site: SmallSite) -> None:
    _html(client, "/sr-latn/ljubav/")
    site.advice.refresh_from_db()
    assert site.advice.title == "Љубав и преваре"
    assert site.advice.latin["title"] == "Ljubav i prevare"


def test_the_latin_copy_follows_a_change(client: Client, site: SmallSite) -> None:
    site.advice.title = "Нови наслов"
    site.advice.save_revision()
    assert "Ljubav i prevare" in _html(client, "/sr-latn/ljubav/"), "a draft changes nothing"
    site.advice.save_revision().publish()
    assert "Novi naslov" in _html(client, "/sr-latn/ljubav/")


def test_english_pages_keep_no_copy(site: SmallSite) -> None:
    assert site.advice_en.latin == {}


def test_the_switch_keeps_the_page(client: Client, site: SmallSite) -> None:
    expected = {
        "sr-Cyrl": "/sr/ljubav/",
        "sr-Latn": "/sr-latn/ljubav/",
        "en": "/en/romance/",
    }
    for address in expected.values():
        switch = {lang: url for url, lang in SWITCH.findall(_html(client, address))}
        assert switch == expected


def test_the_switch_offers_only_what_exists(client: Client, site: SmallSite) -> None:
    html = _html(client, "/sr/ljubav/samo-ovde/")
    assert {lang for _, lang in SWITCH.findall(html)} == {"sr-Cyrl", "sr-Latn"}


def test_a_translation_that_is_a_draft_does_not_exist(client: Client, site: SmallSite) -> None:
    site.advice_en.unpublish()
    html = _html(client, "/sr/ljubav/")
    assert {lang for _, lang in SWITCH.findall(html)} == {"sr-Cyrl", "sr-Latn"}
    assert client.get("/en/romance/").status_code == 404


def test_alternates_are_absolute_and_the_page_names_itself(client: Client, site: SmallSite) -> None:
    html = _html(client, "/sr-latn/ljubav/")
    assert dict(ALTERNATE.findall(html)) == {
        "sr-Cyrl": "http://testserver/sr/ljubav/",
        "sr-Latn": "http://testserver/sr-latn/ljubav/",
        "en": "http://testserver/en/romance/",
    }
    assert '<link rel="canonical" href="http://testserver/sr-latn/ljubav/">' in html


@pytest.mark.parametrize(
    "address",
    ["/sr/nema/", "/sr-latn/nema/", "/en/ljubav/", "/de/", "/sr-Latn/", "/sr/ljubav/x/", "/xx/y/"],
)
def test_what_is_not_there_is_404(client: Client, site: SmallSite, address: str) -> None:
    assert client.get(address).status_code == 404


def test_menu_and_way_here_speak_the_script(client: Client, site: SmallSite) -> None:
    html = _html(client, "/sr-latn/ljubav/samo-ovde/")
    assert re.search(r'<a href="/sr-latn/ljubav/"[^>]*>Ljubav i prevare\s*</a>', html)
    assert '<a href="/sr-latn/">Mreža za sajber bezbednost</a>' in html
    assert '<a href="/sr-latn/ljubav/">Ljubav i prevare</a>' in html


def test_links_in_text_keep_the_script(client: Client, site: SmallSite) -> None:
    link = f'<p><a linktype="page" id="{site.advice.pk}">овде</a></p>'
    gone = '<p><a linktype="page" id="999999">нигде</a></p>'
    text = body(("paragraph", link + gone))
    add_page(site.homes["sr"], title="Са линком", slug="link", body=text)
    assert '<a href="/sr-latn/ljubav/">ovde</a>' in _html(client, "/sr-latn/link/")
    assert '<a href="/sr/ljubav/">овде</a>' in _html(client, "/sr/link/")
    assert "<a>нигде</a>" in _html(client, "/sr/link/")


def test_the_bare_address_leads_to_the_language(client: Client, site: SmallSite) -> None:
    response = client.get("/", headers={"accept-language": "en"})
    assert response.headers["Location"] == "/en/"
