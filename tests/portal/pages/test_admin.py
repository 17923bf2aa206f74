"""Wagtail's admin as a web editor meets it: public pages, and nothing else."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from wagtail import signals
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
)

from community import membership
from community.models import NetworkRole
from portal.quiet.mails import MAILS
from tests.conftest import ClientOf
from tests.factories import SETUP, member

from .conftest import SmallSite


@pytest.fixture
def editor(client_of: ClientOf, site: SmallSite) -> Client:
    person = member()
    membership.give_network_role(person, NetworkRole.Role.WEB_EDITOR, by=SETUP)
    return client_of(person)


def test_a_page_cannot_be_made_private(site: SmallSite) -> None:
    with pytest.raises(PermissionDenied):
        PageViewRestriction.objects.create(
            page=site.advice, restriction_type=PageViewRestriction.LOGIN
        )
    assert not PageViewRestriction.objects.exists()


def test_a_collection_cannot_be_made_private(site: SmallSite) -> None:
    with pytest.raises(PermissionDenied):
        CollectionViewRestriction.objects.create(
            collection=Collection.objects.first(),
            restriction_type=CollectionViewRestriction.PASSWORD,
            password="x",
        )


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_ways_to_privacy_are_bricked_up(editor: Client, site: SmallSite, method: str) -> None:
    ways = [
        f"/admin/pages/{site.advice.pk}/privacy/",
        "/admin/collections/1/privacy/",
        "/admin/workflows/list/",
        "/admin/reports/workflow/",
        "/admin/reports/workflow_tasks/",
    ]
    statuses = {way: getattr(editor, method)(way).status_code for way in ways}
    assert statuses == dict.fromkeys(ways, 404)


def test_no_switch_for_privacy_is_shown(editor: Client, site: SmallSite) -> None:
    html = editor.get(f"/admin/pages/{site.advice.pk}/edit/").content.decode()
    assert 'id="id_title"' in html
    assert "set-privacy" not in html


def test_pages_have_no_schedule_and_no_comments(editor: Client, site: SmallSite) -> None:
    html = editor.get(f"/admin/pages/{site.advice.pk}/edit/").content.decode()
    assert 'name="go_live_at"' not in html
    assert 'name="comments-TOTAL_FORMS"' not in html


@pytest.mark.parametrize(("signal", "sender", "uid"), MAILS)
def test_wagtails_mails_are_disconnected(signal: signals.Signal, sender: type, uid: str) -> None:
    names = [key[0] for key, *_ in signal.receivers]
    assert uid not in names


def test_the_editors_rooms_have_a_policy_of_their_own(
    editor: Client, client: Client, site: SmallSite
) -> None:
    admin = editor.get("/admin/").headers["Content-Security-Policy"]
    public = editor.get("/sr/").headers["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in admin
    assert "frame-ancestors 'self'" in admin
    assert "unsafe-inline" not in public
    assert "frame-ancestors 'none'" in public


def test_the_editors_rooms_call_no_other_host(editor: Client, site: SmallSite) -> None:
    for address in ("/admin/", f"/admin/pages/{site.advice.pk}/edit/", "/admin/pages/"):
        html = editor.get(address).content.decode()
        loaded = re.findall(r'(?:src|srcset)="(https?:)?//([^/"]+)', html)
        assert loaded == []
        assert "gravatar" not in html
        assert "releases.wagtail" not in html


def test_an_editor_writes_and_publishes(editor: Client, site: SmallSite) -> None:
    edit = f"/admin/pages/{site.only_sr.pk}/edit/"
    values = {"title": "Измењено", "slug": "samo-ovde", "body-count": "0", "hero": ""}
    response = editor.post(edit, values | {"action-publish": "1"})
    assert response.status_code == 302
    assert "Измењено" in editor.get("/sr/ljubav/samo-ovde/").content.decode()


def test_preview_draws_the_page(editor: Client, site: SmallSite) -> None:
    response = editor.get(f"/admin/pages/{site.advice.pk}/view_draft/")
    assert response.status_code == 200
    assert "Љубав и преваре" in response.content.decode()


def test_a_member_who_is_no_editor_finds_nothing(client_of: ClientOf, site: SmallSite) -> None:
    reader = client_of(member())
    assert reader.get("/admin/").status_code == 404
    assert reader.get(f"/admin/pages/{site.advice.pk}/edit/").status_code == 404


def test_a_copy_gets_an_identity_of_its_own(site: SmallSite) -> None:
    copy = site.advice.copy(update_attrs={"slug": "kopija"}, copy_revisions=True)
    assert copy.uid != site.advice.uid
    copy.get_latest_revision().publish()
    copy.refresh_from_db()
    assert copy.uid != site.advice.uid
    assert copy.latin_title == "Ljubav i prevare"


def test_a_translation_gets_an_identity_of_its_own(site: SmallSite) -> None:
    english = site.homes["en"].locale
    translated = site.listing.copy_for_translation(english)
    assert translated.uid != site.listing.uid
    assert translated.translation_key == site.listing.translation_key


def test_kinds_of_pages_stay_in_their_places(site: SmallSite) -> None:
    names = {model.__name__ for model in type(site.homes["sr"]).creatable_subpage_models()}
    assert names == {"StandardPage", "ListingPage", "CampaignPage"}
    assert {model.__name__ for model in Page.creatable_subpage_models()} == {"HomePage"}
