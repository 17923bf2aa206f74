"""What search engines are told."""

from xml.etree import ElementTree as ET

from django.test import Client

from .conftest import SmallSite

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def _places(client: Client) -> dict[str, set[str]]:
    response = client.get("/sitemap.xml")
    assert response.headers["Content-Type"] == "application/xml"
    tree = ET.fromstring(response.content)  # noqa: S314  our own answer
    return {
        url.findtext("s:loc", "", NAMES): {
            link.attrib["hreflang"] for link in url.findall("x:link", NAMES)
        }
        for url in tree.findall("s:url", NAMES)
    }


def test_every_page_stands_in_it_under_each_language(client: Client, site: SmallSite) -> None:
    places = _places(client)
    base = "http://testserver"
    assert places[f"{base}/sr/ljubav/"] == {"sr-Cyrl", "sr-Latn", "en"}
    assert places[f"{base}/en/romance/"] == {"sr-Cyrl", "sr-Latn", "en"}
    assert places[f"{base}/sr-latn/ljubav/samo-ovde/"] == {"sr-Cyrl", "sr-Latn"}
    assert f"{base}/sr/" in places


def test_every_place_answers(client: Client, site: SmallSite) -> None:
    statuses = {place: client.get(place).status_code for place in _places(client)}
    assert set(statuses.values()) == {200}, statuses


def test_drafts_do_not_stand_in_it(client: Client, site: SmallSite) -> None:
    site.advice.unpublish()
    assert not any("ljubav/" in place and "samo" not in place for place in _places(client))


def test_robots_name_the_sitemap_and_keep_out_of_doors(client: Client, site: SmallSite) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /admin/" in text


def test_both_may_be_kept(client: Client, site: SmallSite) -> None:
    for address in ("/robots.txt", "/sitemap.xml"):
        response = client.get(address)
        assert response.headers["Cache-Control"].startswith("public")
        assert not response.cookies
