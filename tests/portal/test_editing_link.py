"""Web editors find the way to the pages they write; nobody else is shown it."""

from collections.abc import Callable

import pytest
from django.test import Client

from community import membership
from community.models import Person
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_the_way_to_the_admin_is_shown_to_web_editors_only(
    client_of: Callable[[Person], Client],
) -> None:
    editor = make.member()
    membership.give_network_role(editor, "web_editor", by=make.SETUP, since=make.LONG_AGO)
    editor.refresh_from_db()
    link = 'href="/admin/"'
    assert link in client_of(editor).get("/en/groups/").content.decode()
    assert link not in client_of(make.member()).get("/en/groups/").content.decode()
