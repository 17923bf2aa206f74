"""Wagtail's admin, walked: every named address with the ids of what is there, as every kind of
account. Words that stand in restricted things only, and names of people, appear nowhere.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from community.models import Person
from portal.models import HomePage, SiteDocument

from .cast import PLANTED, Network, base, for_members, restricted
from .urlmap import Address, addresses

pytestmark = pytest.mark.django_db

ROLES = ["anonymous", "member", "superuser", "web_editor"]
# What Wagtail's addresses take: the keys of rows that are there, the first keys of ours, and
# names of models, ours too.
KEYS = ("1", "2", "3")
MODELS = [
    *("advisories/advisory", "advisories/release", "forums/topic", "forums/post"),
    *("community/person", "community/organisation", "community/group", "portal/sitedocument"),
    *("auth/group", "wagtailcore/page", "portal/sitesettings"),
]
CALM = {200, 302, 400, 403, 404, 405}
# Addresses with fixed words behind; they change nothing when they are asked for.
SKIPPED = ("logout",)


@pytest.fixture
def net() -> Network:
    net = base()
    editor = net.people["web_editor"]
    document = SiteDocument(title="Poster", uploaded_by_user=editor)
    document.file.save("poster.txt", ContentFile(b"Stop."))
    page = HomePage.objects.first()
    page.save_revision(user=editor)
    hidden = dict(net.hidden)
    for_members(net)
    restricted(net)
    net.hidden = hidden
    return net


def admin_addresses() -> list[Address]:
    found = [a for a in addresses() if a.route.startswith(("admin/", "documents/", "_util/"))]
    return [a for a in found if not a.route.endswith(SKIPPED)]


def paths(address: Address) -> Iterator[str]:
    """The address with each key, and with each model where it takes one."""
    route = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", address.route)
    route = re.sub(r"\(\?:[^)]*\)\?", "", route)
    route = re.sub(r"[\^$\\?]", "", re.sub(r"\([^)]*\)", "<it>", route))
    start = "/en/" if address.in_language else "/"
    for key in KEYS if "<" in route else KEYS[:1]:
        if "app_label" in route or "model_name" in route:
            for model in MODELS:
                label, name = model.split("/")
                filled = re.sub(r"<[^<>]*app_label[^<>]*>", label, route)
                filled = re.sub(r"<[^<>]*model_name[^<>]*>", name, filled)
                yield start + re.sub(r"<[^<>]+>", key, filled)
        else:
            yield start + re.sub(r"<[^<>]+>", key, route)


def secrets_of(net: Network) -> list[str]:
    """Planted words, and a name that no public page has any reason to say."""
    return [*PLANTED, net.ghosts["author"].name, net.people["insider"].name]


def faults(response: Any, words: list[str]) -> Iterator[str]:
    if response.status_code not in CALM:
        yield f"answers {response.status_code}"
    body = b"".join(response.streaming_content) if response.streaming else response.content
    yield from (f"shows {word}" for word in words if word.encode() in body)


@pytest.mark.parametrize("role", ROLES)
def test_no_address_of_the_admin_shows_what_is_restricted_or_breaks(
    net: Network, role: str
) -> None:
    client, words = net.clients[role], secrets_of(net)
    client.raise_request_exception = False
    walked = [path for address in admin_addresses() for path in dict.fromkeys(paths(address))]
    assert len(walked) > 300
    wrong, open_doors = [], 0
    for path in walked:
        response = client.get(path)
        open_doors += response.status_code == 200
        wrong += [f"{path} as {role} {fault}" for fault in faults(response, words)]
    assert (open_doors > 40) == (role == "web_editor"), f"{open_doors} doors were open"
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong[:40])


def test_a_superuser_who_edits_pages_finds_nobody_either(net: Network) -> None:
    editor = net.people["web_editor"]
    Person.objects.filter(pk=editor.pk).update(is_superuser=True, is_staff=True)
    test_no_address_of_the_admin_shows_what_is_restricted_or_breaks(net, "web_editor")


QUERIES = [
    "q={word}",
    "q={word}&query={word}",
    "search={word}",
    "p=999999",
    "ordering=%00",
    "id=all",
]
LISTS = [
    *("/admin/pages/", "/admin/pages/search/", "/admin/images/", "/admin/documents/"),
    *("/admin/choose-page/", "/admin/choose-page/search/", "/admin/images/chooser/"),
    *("/admin/reports/site-history/", "/admin/reports/locked/", "/admin/reports/aging-pages/"),
]


def test_no_search_of_the_admin_finds_what_is_restricted(net: Network) -> None:
    client, words = net.clients["web_editor"], secrets_of(net)
    client.raise_request_exception = False
    wrong = []
    for path in LISTS:
        for query in (query.format(word=PLANTED[1]) for query in QUERIES):
            asked = client.get(f"{path}?{query}")
            body = asked.content.decode()
            if asked.status_code not in CALM:
                wrong.append(f"{path}?{query}: {asked.status_code}")
            # The word that was asked for stands in the form again; the others would be found.
            wrong += [f"{path}?{query} shows {w}" for w in words if w != PLANTED[1] and w in body]
    assert wrong == []


def test_the_control_finds_the_planted_words_where_they_may_stand(net: Network) -> None:
    """The walk would see them: their own reader meets each on a page of ours."""
    from tests.logging_in import log_in

    ghost = log_in(Client(), net.ghosts["author"])
    page = ghost.get("/en/advisories/").content.decode()
    assert all(word in page for word in PLANTED)
