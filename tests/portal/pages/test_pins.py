"""What editors pin is shown first, to all, as long as everybody may read it."""

import pytest
from django.test import Client
from django.utils import translation

from community import membership
from community.access.viewer import ANONYMOUS
from community.models import NetworkRole
from search import registry
from search.models import Entry, Pin
from search.pins import key_of
from search.service import Ask, Results, search
from tests.conftest import ClientOf
from tests.factories import SETUP, member

from .conftest import SmallSite

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client_of: ClientOf, site: SmallSite) -> Client:
    person = member()
    membership.give_network_role(person, NetworkRole.Role.WEB_EDITOR, by=SETUP)
    return client_of(person)


def address_of(site: SmallSite) -> str:
    with translation.override("sr"):
        return str(site.advice.address)


def pinned(text: str, **more: object) -> list[str]:
    return [hit.row.title for hit in found(text, **more).pinned]


def found(text: str, **more: object) -> Results:
    with translation.override("sr"):
        return search(ANONYMOUS, Ask(text, **more))


def put(editor: Client, site: SmallSite, **more: object) -> int:
    data = {"query": "Шта радити", "address": address_of(site), "place": "0"} | more
    return editor.post("/admin/pins/new/", data).status_code


def test_an_editor_pins_a_page_by_its_address(editor: Client, site: SmallSite) -> None:
    assert editor.get("/admin/pins/").status_code == 200
    assert put(editor, site) == 302
    title = site.advice.title
    for typed in ("Шта радити", "raditi šta", "STA RADITI"):
        assert pinned(typed) == [title], typed
    assert pinned("шта") == []
    assert pinned("шта радити type:page") == []
    assert title in editor.get("/admin/pins/").content.decode()
    (pin,) = Pin.objects.all()
    assert (pin.kind, pin.uid, pin.words) == ("page", site.advice.uid, key_of("šta raditi"))
    form = editor.get(f"/admin/pins/edit/{pin.pk}/").content.decode()
    assert address_of(site) in form


def test_a_pinned_hit_is_not_shown_twice(editor: Client, site: SmallSite) -> None:
    title = site.advice.title
    before = found(title)
    assert title in [hit.row.title for hit in before.hits]
    assert put(editor, site, query=title) == 302
    after = found(title)
    assert [hit.row.title for hit in after.pinned] == [title]
    assert title not in [hit.row.title for hit in after.hits]
    assert (after.total, after.groups) == (before.total, before.groups)


def test_what_is_no_longer_public_is_pinned_no_longer(editor: Client, site: SmallSite) -> None:
    put(editor, site)
    title = site.advice.title
    Entry.objects.filter(text__uid=site.advice.uid).update(partition=2, acl=7)
    assert pinned("Шта радити") == []
    Entry.objects.filter(text__uid=site.advice.uid).update(partition=0, acl=1)
    assert pinned("Шта радити") == [title]
    # The app's own last word counts as well, and the list of the editors follows it.
    site.advice.live = False
    site.advice.save()
    assert pinned("Шта радити") == []
    assert title not in editor.get("/admin/pins/").content.decode()
    registry.touch("page", site.advice.uid)
    assert pinned("Шта радити") == []


@pytest.mark.parametrize(
    "address",
    ["/sr/nigde/", "", "https://[", "/sr/advisories/6ba7b810-9dad-11d1-80b4-00c04fd430c8/", "\0"],
)
def test_nothing_else_can_be_pinned(editor: Client, site: SmallSite, address: str) -> None:
    assert put(editor, site, address=address) == 200
    assert not Pin.objects.exists()


def test_what_is_restricted_is_refused_like_what_is_not_there(
    editor: Client, site: SmallSite
) -> None:
    path = address_of(site)
    Entry.objects.filter(text__uid=site.advice.uid).update(partition=1, acl=2)
    data = {"query": "reč", "place": "0"}
    restricted = editor.post("/admin/pins/new/", {**data, "address": path})
    missing = editor.post("/admin/pins/new/", {**data, "address": "/sr/nigde/"})
    errors = [response.context["form"].errors for response in (restricted, missing)]
    assert errors[0] == errors[1]
    assert not Pin.objects.exists()


def test_the_same_pin_twice_and_no_words_are_refused(editor: Client, site: SmallSite) -> None:
    assert put(editor, site) == 302
    assert put(editor, site, query="радити ШТА") == 200
    assert put(editor, site, query="!?") == 200
    assert Pin.objects.count() == 1


def test_others_do_not_come_in(client_of: ClientOf, client: Client, site: SmallSite) -> None:
    plain = client_of(member())
    for address in ("/admin/pins/", "/admin/pins/new/"):
        assert plain.get(address).status_code in (302, 403, 404)
        assert client.get(address).status_code in (302, 403, 404)
    assert put(plain, site) != 200
    assert not Pin.objects.exists()
