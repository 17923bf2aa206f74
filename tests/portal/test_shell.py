"""The frame of the pages: language, room, switch, login, account."""

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from community.models import Person
from portal.shell.frame import Shell
from portal.shell.links import initials
from tests import factories


def shell_at(path: str, language: str = "en", **attributes: object) -> Shell:
    request = RequestFactory().get(path)
    for name, value in attributes.items():
        setattr(request, name, value)
    translation.activate(language)
    return Shell(request)


@pytest.fixture(autouse=True)
def _language() -> object:
    yield
    translation.deactivate()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("prefix", "tag"), [("sr", "sr-Cyrl"), ("sr-latn", "sr-Latn"), ("en", "en")]
)
def test_the_page_names_its_script(client: Client, prefix: str, tag: str) -> None:
    page = client.get(f"/{prefix}/nothing-here/").content.decode()
    assert f'<html lang="{tag}"' in page


@pytest.mark.django_db
def test_not_found_offers_the_login_with_the_way_back(client: Client) -> None:
    response = client.get("/en/nothing-here/?a=b&c=d")
    assert response.status_code == 404
    way = "/accounts/login/?next=%2Fen%2Fnothing-here%2F%3Fa%3Db%26c%3Dd"
    assert f'href="{way}"' in response.content.decode()


@pytest.mark.django_db
def test_the_room_follows_standing(client_of: object) -> None:
    member = factories.member()
    page = client_of(member).get("/en/nothing-here/").content.decode()  # type: ignore[operator]
    assert '<body class="member' in page
    assert 'class="kilim"' not in page
    assert member.name in page


@pytest.mark.django_db
def test_who_has_no_standing_stays_in_the_public_house(client_of: object) -> None:
    page = client_of(factories.person("Ana")).get("/en/nothing-here/").content.decode()  # type: ignore[operator]
    assert '<body class="public' in page


def test_the_frame_needs_nothing_on_the_request() -> None:
    bare = HttpRequest()
    bare.META = {"SERVER_NAME": "testserver", "SERVER_PORT": "80"}
    shell = Shell(bare)
    assert not shell.is_member
    assert not shell.signed_in
    assert shell.account is None
    assert [one.code for one in shell.languages if one.current]


def test_our_own_views_keep_their_path_in_the_switch() -> None:
    shell = shell_at("/en/groups/?page=2")
    shell._request.resolver_match = type("Match", (), {"url_name": "list"})()
    urls = {one.code: one.url for one in shell.languages}
    assert urls["sr"] == "/sr/groups/?page=2"
    assert urls["sr-latn"] == "/sr-latn/groups/?page=2"


def test_a_page_of_its_own_slug_offers_the_other_script_and_the_other_home() -> None:
    shell = shell_at("/sr/o-mrezi/", "sr")
    urls = {one.code: one.url for one in shell.languages}
    assert urls["sr-latn"] == "/sr-latn/o-mrezi/"
    assert urls["en"] == "/en/"


def test_a_view_says_which_translations_exist() -> None:
    shell = shell_at("/en/about/", language_urls={"en": "/en/about/", "sr": "/sr/o-nama/"})
    assert {one.code: one.url for one in shell.languages} == {
        "en": "/en/about/",
        "sr": "/sr/o-nama/",
    }


def test_accounts_switch_through_the_page_they_come_back_to() -> None:
    shell = shell_at("/accounts/login/?next=/en/groups/")
    urls = {one.code: one.url for one in shell.languages}
    assert urls["sr"] == "/accounts/login/?next=%2Fsr%2Fgroups%2F"
    assert shell.login_url == "/accounts/login/"


def test_the_current_language_and_its_script_come_first() -> None:
    assert [one.code for one in shell_at("/en/").languages] == ["en", "sr", "sr-latn"]
    assert [one.code for one in shell_at("/sr/", "sr").near_languages] == ["sr", "sr-latn"]


@pytest.mark.django_db
def test_navigation_marks_where_one_is_and_carries_counts() -> None:
    viewer = type("Viewer", (), {"is_member": True, "person_id": None})()
    shell = shell_at("/en/groups/x/", viewer=viewer, nav_counts={"groups:list": 3})
    entries = {entry.url: entry for entry in shell.nav}
    assert entries["/en/groups/"].current == "true"
    assert entries["/en/groups/"].count == 3


@pytest.mark.parametrize(
    ("name", "letters"), [("Лана Ковач", "ЛК"), ("Ana", "A"), ("Ana de Mello", "AM"), ("", "")]
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize("name", ["400.html", "500.html", "503.html"])
def test_broken_pages_need_no_request_and_no_database(name: str) -> None:
    translation.activate("sr")
    page = render_to_string(name)
    assert 'lang="sr-Cyrl"' in page
    assert "portal/css/site" in page


def author_at_a_desk() -> Person:
    author = factories.member()
    factories.put_on(factories.team(author.seats.get().organisation), author)
    return author


@pytest.mark.django_db
def test_only_who_has_a_duty_is_shown_the_way_to_the_desk(client_of: object) -> None:
    plain, author = factories.member(), author_at_a_desk()
    desk = '<a href="/en/advisories/desk/"'
    assert desk in client_of(author).get("/en/advisories/").content.decode()  # type: ignore[operator]
    assert desk not in client_of(plain).get("/en/advisories/").content.decode()  # type: ignore[operator]


@pytest.mark.django_db
def test_the_nearest_place_is_the_current_one(client_of: object) -> None:
    author = author_at_a_desk()
    page = client_of(author).get("/en/advisories/desk/").content.decode()  # type: ignore[operator]
    assert 'href="/en/advisories/desk/" aria-current="page"' in page
    assert 'href="/en/advisories/" aria-current' not in page


@pytest.mark.django_db
def test_the_account_keeps_the_language_one_comes_from(client_of: object) -> None:
    client = client_of(factories.member())  # type: ignore[operator]
    page = client.get("/sr/nothing-here/").content.decode()
    url = "/accounts/2fa/?next=%2Fsr%2F"
    assert f'href="{url}"' in page
    assert '<html lang="sr-Cyrl"' in client.get(url).content.decode()
