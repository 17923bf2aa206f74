"""Wagtail's own search in the editors' rooms, which is none of ours: it works and never breaks."""

from typing import Any

import pytest
from django.test import Client
from wagtail.search.backends import get_search_backend

from community import membership
from community.models import NetworkRole
from tests.conftest import ClientOf
from tests.factories import SETUP, member

from .conftest import SmallSite


@pytest.fixture
def editor(client_of: ClientOf, site: SmallSite) -> Client:
    person = member()
    membership.give_network_role(person, NetworkRole.Role.WEB_EDITOR, by=SETUP)
    return client_of(person)


def test_an_editor_finds_a_page_by_a_word_of_its_title(editor: Client, site: SmallSite) -> None:
    page: Any = site.advice.specific
    get_search_backend().add(page)
    word = page.title.split()[0]
    response = editor.get("/admin/pages/search/", {"q": word})
    assert response.status_code == 200
    assert page.get_admin_display_title() in response.content.decode()


@pytest.mark.parametrize("text", ['"', 'a" OR b', "'", "*", "-", "(", "^a:", "NEAR(", "\u202e"])
@pytest.mark.parametrize("place", ["pages/search", "documents", "images"])
def test_no_punctuation_breaks_it(editor: Client, place: str, text: str) -> None:
    assert editor.get(f"/admin/{place}/", {"q": text}).status_code == 200
