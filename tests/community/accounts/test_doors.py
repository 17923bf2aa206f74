"""There is one door: whatever else looks like a login leads there or nowhere."""

import pytest
from django.contrib.auth import views as auth_views
from django.test import Client
from django.urls import Resolver404, resolve

from community import membership
from community.models import NetworkRole, Person
from tests.community.accounts.addresses import every_route
from tests.conftest import ClientOf
from tests.factories import PASSWORD, SETUP, member
from tests.logging_in import enrol

pytestmark = pytest.mark.django_db

DOORS = (
    auth_views.LoginView,
    auth_views.PasswordResetView,
    auth_views.PasswordResetConfirmView,
    auth_views.PasswordChangeView,
)
SECOND_LOGINS = ["/admin/login/", "/en/_util/login/", "/sr/_util/login/"]
BRICKED_UP = [
    "/admin/users/",
    "/admin/users/new/",
    "/admin/users/edit/1/",
    "/admin/groups/",
    "/admin/groups/new/",
    "/admin/api-tokens/",
    "/admin/bulk/community/person/assign_role/?id=1",
    "/documents/authenticate_with_password/1/",
    "/en/_util/authenticate_with_password/1/1/",
]


def _brought_along() -> list[tuple[str, type]]:
    return [
        (address, pattern.callback.view_class)
        for address, pattern in every_route()
        if issubclass(getattr(pattern.callback, "view_class", object), DOORS)
    ]


def test_the_walk_finds_what_wagtail_brings_along() -> None:
    assert len(_brought_along()) >= 4


def test_each_of_them_is_shadowed() -> None:
    reached = [
        address
        for address, view in _brought_along()
        if getattr(resolve(address).func, "view_class", None) is view
    ]
    assert reached == []


def test_djangos_admin_is_not_mounted() -> None:
    with pytest.raises(Resolver404):
        resolve("/django-admin/")
    modules = {pattern.callback.__module__ for _, pattern in every_route()}
    assert not any(module.startswith("django.contrib.admin") for module in modules)


@pytest.mark.parametrize("address", SECOND_LOGINS)
def test_a_password_posted_to_a_second_door_opens_nothing(client: Client, address: str) -> None:
    person = member()
    enrol(person)
    typed = {"username": person.email, "login": person.email, "password": PASSWORD}
    answer = client.post(address, typed)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")
    assert "_auth_user_id" not in client.session


def test_a_second_door_keeps_where_one_was_going(client: Client) -> None:
    answer = client.get("/admin/login/?next=/admin/pages/")
    assert answer["Location"] == "/accounts/login/?next=%2Fadmin%2Fpages%2F"
    answer = client.get("/admin/login/?next=https://elsewhere.example/")
    assert answer["Location"] == "/accounts/login/"


def test_wagtails_reset_leads_to_the_one_reset(client: Client) -> None:
    for address in ("/admin/password_reset/", "/admin/password_reset/confirm/MQ/set-password/"):
        assert client.post(address, {"email": "x@y.example"})["Location"] == (
            "/accounts/password/reset/"
        )


@pytest.mark.parametrize("address", BRICKED_UP)
def test_accounts_and_groups_are_closed_to_everybody(
    client_of: ClientOf, client: Client, address: str
) -> None:
    almighty = member(is_superuser=True, is_staff=True)
    membership.give_network_role(almighty, NetworkRole.Role.WEB_EDITOR, by=SETUP)
    assert client_of(almighty).get(address).status_code == 404
    assert client_of(almighty).post(address).status_code == 404
    assert client.get(address).status_code == 404


def test_nobody_signs_up(client: Client) -> None:
    typed = {"email": "new@elsewhere.example", "password1": PASSWORD}
    assert "csrfmiddlewaretoken" not in client.get("/accounts/signup/").content.decode()
    client.post("/accounts/signup/", typed)
    assert not Person.objects.filter(email="new@elsewhere.example").exists()


def test_signed_in_people_without_the_office_find_no_admin(client_of: ClientOf) -> None:
    for person in (member(), member(is_superuser=True, is_staff=True)):
        assert client_of(person).get("/admin/").status_code == 404


def test_a_web_editor_finds_the_admin_until_the_office_ends(client_of: ClientOf) -> None:
    editor = member()
    office = membership.give_network_role(editor, NetworkRole.Role.WEB_EDITOR, by=SETUP)
    for address in ("", "pages/", "images/", "documents/", "images/chooser/", "account/"):
        assert client_of(editor).get(f"/admin/{address}").status_code == 200, address
    assert editor.groups.filter(name="Web editors").exists()
    membership.end_network_role(office, by=SETUP)
    assert client_of(editor).get("/admin/").status_code == 404
    assert not editor.groups.exists()


def test_a_web_editor_keeps_the_site_settings(client_of: ClientOf) -> None:
    editor = member()
    membership.give_network_role(editor, NetworkRole.Role.WEB_EDITOR, by=SETUP)
    answer = client_of(editor).get("/admin/settings/portal/sitesettings/", follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0].startswith("/admin/settings/portal/")


def test_a_visitor_at_the_admin_is_asked_to_sign_in(client: Client) -> None:
    answer = client.get("/admin/")
    assert answer["Location"] == "/accounts/login/?next=/admin/"
