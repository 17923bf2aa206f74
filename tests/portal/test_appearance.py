"""The choice of light or dark: one cookie, and a safe way back."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def choose(client: Client, theme: str, target: str = "/en/x/") -> str:
    return client.get("/appearance/", {"theme": theme, "next": target}).headers["Location"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_choice_is_kept_and_shown(client: Client, theme: str) -> None:
    assert choose(client, theme) == "/en/x/"
    assert client.cookies["theme"]["httponly"]
    assert client.cookies["theme"]["samesite"] == "Lax"
    assert f'data-theme="{theme}"' in client.get("/en/nothing/").content.decode()


def test_as_the_device_forgets_the_choice(client: Client) -> None:
    choose(client, "dark")
    choose(client, "device")
    assert "data-theme" not in client.get("/en/nothing/").content.decode()


def test_a_foreign_word_in_the_cookie_never_reaches_the_page(client: Client) -> None:
    client.cookies["theme"] = '"><b>'
    assert "data-theme" not in client.get("/en/nothing/").content.decode()


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_the_way_back_stays_in_the_house(client: Client, target: str) -> None:
    assert choose(client, "dark", target) == "/"
