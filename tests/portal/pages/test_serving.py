"""How long a page may be kept, what it costs, and bad input."""

import re

import pytest
from django.test import Client

from tests.conftest import ClientOf
from tests.factories import member

from .conftest import SmallSite, add_page, body
from .counting import queries_of

ADDRESSES = ["/sr/", "/sr-latn/", "/en/", "/sr/ljubav/", "/sr/spisak/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_everybodys_copy_may_be_kept(client: Client, site: SmallSite, address: str) -> None:
    response = client.get(address)
    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert not response.cookies
    assert not any("session" in sql for sql in queries_of(client, address))


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_members_copy_is_kept_by_nobody(
    client_of: ClientOf, site: SmallSite, address: str
) -> None:
    response = client_of(member()).get(address)
    assert response.headers["Cache-Control"] == "private, no-store"
    assert '<body class="member' in response.content.decode()


def test_a_cache_tells_members_and_themes_apart(client: Client, site: SmallSite) -> None:
    assert "Cookie" in client.get("/sr/").headers["Vary"]


def test_no_policy_of_ours_allows_inline(client: Client, site: SmallSite) -> None:
    response = client.get("/sr/ljubav/")
    assert "unsafe-inline" not in response.headers["Content-Security-Policy"]
    assert not re.search(r"<script(?! src=)|<style|\son\w+=|\sstyle=", response.content.decode())


def test_a_page_calls_no_other_host(client: Client, site: SmallSite) -> None:
    html = client.get("/sr/").content.decode()
    loaded = re.findall(
        r'<(?:link rel="(?!canonical|alternate)[^>]*href|img[^>]*src)="([^"]+)', html
    )
    assert loaded
    assert [url for url in loaded if not url.startswith("/") or url.startswith("//")] == []


def test_home_costs_a_member_at_most_twelve_queries(client_of: ClientOf, site: SmallSite) -> None:
    reader = client_of(member())
    few = queries_of(reader, "/sr/")
    for number in range(30):
        add_page(site.advice, title=f"Страна {number}", slug=f"s{number}", show_in_menus=True)
    many = queries_of(reader, "/sr/")
    assert len(few) == len(many) <= 12, "\n".join(many)


@pytest.mark.parametrize("address", ["/sr/ljubav/", "/sr-latn/ljubav/", "/sr/spisak/"])
def test_a_page_costs_the_same_with_many_others(
    client: Client, site: SmallSite, address: str
) -> None:
    add_page(site.listing, title="Прва", slug="prva")
    few = queries_of(client, address)
    for number in range(30):
        add_page(site.listing, title=f"Страна {number}", slug=f"s{number}")
    assert len(queries_of(client, address)) == len(few) <= 12


def test_many_links_cost_no_more_than_one(client: Client, site: SmallSite) -> None:
    link = ("paragraph", f'<p><a linktype="page" id="{site.advice.pk}">a</a></p>')
    add_page(site.homes["sr"], title="Један", slug="jedan", body=body(link))
    add_page(site.homes["sr"], title="Много", slug="mnogo", body=body(*[link] * 20))
    one = len(queries_of(client, "/sr/jedan/"))
    assert len(queries_of(client, "/sr/mnogo/")) == one


def test_the_latin_page_costs_what_the_typed_one_does(client: Client, site: SmallSite) -> None:
    typed = queries_of(client, "/sr/ljubav/")
    assert len(queries_of(client, "/sr-latn/ljubav/")) == len(typed)


def test_a_list_has_numbered_pages(client: Client, site: SmallSite) -> None:
    for number in range(21):
        add_page(site.listing, title=f"Страна {number}", slug=f"s{number}")
    assert "Страна 19" in client.get("/sr/spisak/").content.decode()
    second = client.get("/sr-latn/spisak/?page=2").content.decode()
    assert "Strana 20" in second
    assert "Strana 19" not in second


@pytest.mark.parametrize("number", ["0", "-1", "3", "two", "1e9", "9" * 500, "1.5", "२"])
def test_a_page_that_is_not_there_is_404(client: Client, site: SmallSite, number: str) -> None:
    assert client.get("/sr/spisak/", {"page": number}).status_code == 404


@pytest.mark.parametrize(
    ("address", "status"),
    [("/sr/%00/", 404), ("/sr/ljubav/?x=%00", 400), ("/sr/?q=%ff%fe", 400), ("/sr/%ff/", 404)],
)
def test_what_no_browser_writes_is_refused(
    client: Client, site: SmallSite, address: str, status: int
) -> None:
    assert client.get(address).status_code == status
