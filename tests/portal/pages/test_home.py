"""The home page as the demo fills it: doors, the message with its clues, warnings, footer."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from portal.demo.cast import Cast
from portal.demo.clock import start_clock
from portal.demo.organisations import seed_organisations
from portal.demo.pages import seed_pages
from portal.models import BasePage
from portal.pages.link_targets import target_of


@pytest.fixture
def demo(db: None, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    cast = Cast(start_clock())
    seed_organisations(cast)
    seed_pages(cast)


def _html(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_seeding_twice_changes_nothing(demo: None) -> None:
    before = list(BasePage.objects.order_by("pk").values_list("uid", "latest_revision"))
    seed_pages(Cast(start_clock()))
    assert list(BasePage.objects.order_by("pk").values_list("uid", "latest_revision")) == before


@pytest.mark.parametrize(
    ("address", "door", "asked"),
    [
        ("/sr/", "/sr/prevarili-su-me/", "Видите ли три знака преваре?"),
        ("/sr-latn/", "/sr-latn/prevarili-su-me/", "Vidite li tri znaka prevare?"),
        ("/en/", "/en/i-was-cheated/", "Can you see three signs of fraud?"),
    ],
)
def test_doors_and_question(
    client: Client, demo: None, address: str, door: str, asked: str
) -> None:
    html = _html(client, address)
    assert f'<a href="{door}">' in html.partition('class="doors"')[2]
    assert asked in html


def test_clues_are_numbered_where_they_are_met(client: Client, demo: None) -> None:
    exhibit = _html(client, "/sr/").partition('class="exhibit"')[2].partition("</section>")[0]
    message, _, signs = exhibit.partition("</blockquote>")
    marked = re.findall(r'"clue">([^<]+)</span> <span class="clue-n">(\d)', message)
    assert [number for _, number in marked] == ["1", "2", "3"]
    assert marked[2][0] == "dostava-rs.paket.example"
    assert re.findall(r'"clue-n">(\d)', signs) == ["1", "2", "3"]


def test_the_message_is_shown_as_it_arrived(client: Client, demo: None) -> None:
    bubble = re.compile(r'<blockquote class="bubble".*?</blockquote>', re.DOTALL)
    typed, latin = (bubble.findall(_html(client, address)) for address in ("/sr/", "/sr-latn/"))
    assert typed == latin
    assert 'lang="sr-Latn"' in typed[0]


def test_without_warnings_it_says_so(client: Client, demo: None) -> None:
    assert "No warning today" in _html(client, "/en/")


def test_the_footer_follows_language_and_script(client: Client, demo: None) -> None:
    assert '<a href="/sr-latn/privatnost/">Privatnost</a>' in _html(client, "/sr-latn/")
    assert '<a href="/en/privacy/">Privacy</a>' in _html(client, "/en/")


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "//elsewhere.example", "/\\elsewhere.example", "data:text/html,x"],
)
def test_a_link_only_goes_somewhere(address: str) -> None:
    assert target_of(None, address, "x") is None


def test_a_path_keeps_the_script() -> None:
    with translation.override("sr-latn"):
        target = target_of(None, "/sr/advisories/", "x")
    assert target is not None
    assert target.url == "/sr-latn/advisories/"
