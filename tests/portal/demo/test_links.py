"""No link of the demo leads nowhere: a crawl as a visitor, as a member and as an author."""

import re
from collections import deque
from collections.abc import Iterator
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from community.models import Person
from portal.demo.listing import accounts
from tests.logging_in import log_in

from .seeded import network

pytestmark = pytest.mark.django_db

HERE = "http://testserver"
NO_CRAWL = re.compile(r"/logout/|/appearance/|^/admin/|^/static/")
# A query's own values lead to the same kind of page: each set of names is opened once a path.
Key = tuple[str, tuple[str, ...], tuple[str, ...]]

__all__ = ["network"]


def crawler(role: str) -> Client:
    client = Client()
    if role != "anonymous":
        account = next(one for one in accounts() if one["role"] == role)
        log_in(client, Person.objects.get(email=account["email"]))
    return client


@pytest.mark.parametrize(
    ("role", "language"), [("anonymous", ""), ("member", "en"), ("author", "sr")]
)
def test_every_link_leads_somewhere(network: object, role: str, language: str) -> None:
    found = Crawl(crawler(role), within=f"/{language}/" if language else "/")
    found.run([f"/{language or code}/" for code in ("sr", "sr-latn", "en")])
    assert len(found.opened) > 50
    assert found.dead == []
    assert found.astray == []


class Crawl:
    """Follows every internal link once.

    `dead` is what does not answer, `astray` what leads to another host from outside the content.
    """

    def __init__(self, client: Client, *, within: str) -> None:
        self.client, self.within = client, within
        self.opened: set[Key] = set()
        self.dead: list[str] = []
        self.astray: list[str] = []

    def run(self, starts: list[str]) -> None:
        waiting = deque((start, "start") for start in starts)
        while waiting:
            url, origin = waiting.popleft()
            waiting.extend((link, url) for link in self._open(url, origin))

    def _open(self, url: str, origin: str) -> Iterator[str]:
        if NO_CRAWL.search(url) or _key(url) in self.opened:
            return
        self.opened.add(_key(url))
        response = self.client.get(url)
        if response.status_code == 302:
            yield urljoin(url, response["Location"])
        elif response.status_code != 200:
            self.dead.append(f"{response.status_code} {url} on {origin}")
        elif response["Content-Type"].startswith("text/html") and self._expands(url):
            yield from self._links(url, response.content)

    def _expands(self, url: str) -> bool:
        return url.startswith((self.within, "/accounts/"))

    def _links(self, url: str, content: bytes) -> Iterator[str]:
        soup = BeautifulSoup(content, "html.parser")
        for anchor in soup.find_all("a", href=True):
            target = urljoin(HERE + url, str(anchor["href"]))
            if target.startswith(HERE + "/"):
                self._fragment(soup, url, target)
                yield target.removeprefix(HERE).partition("#")[0]
            elif target.startswith("http"):
                self._outside(anchor, url, target)

    def _fragment(self, soup: BeautifulSoup, url: str, target: str) -> None:
        """A link inside the page needs its place there."""
        page, _hash, place = target.removeprefix(HERE).partition("#")
        if page == url and place and soup.find(id=place) is None:
            self.dead.append(f"#{place} on {url}")

    def _outside(self, anchor: Tag, url: str, target: str) -> None:
        if anchor.find_parent("main") is None:
            self.astray.append(f"{target} on {url}")


def _key(url: str) -> Key:
    parts = urlsplit(url)
    asked = parse_qs(parts.query)
    pages = tuple(asked.get("page", ()))
    return (parts.path, tuple(sorted(asked)), pages)
