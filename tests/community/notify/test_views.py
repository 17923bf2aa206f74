import uuid

import pytest
from django.test import Client
from django.urls import include, path
from pytest_django.fixtures import Settings

from community.notify.models import OutgoingMail
from portal.urls import urlpatterns as portal_urlpatterns
from tests.community.notify.test_outbox import write

# The portal mounts the page where DEBUG is on; tests run with it off, so it is mounted here.
urlpatterns = [path("", include("community.notify.urls")), *portal_urlpatterns]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
PAGE = "/developer/mails/"


@pytest.fixture
def mails() -> list[OutgoingMail]:
    return [
        write(text="Read <b>https://localhost/x</b>"),
        write(thing_uid=uuid.UUID(int=9), label="AMBER"),
    ]


def test_developers_see_what_was_written(
    client: Client, settings: Settings, mails: list[OutgoingMail]
) -> None:
    settings.DEBUG = True
    OutgoingMail.objects.filter(pk=mails[1].pk).update(text="", state="sent")
    page = client.get(PAGE).content.decode()
    for mail in mails:
        assert mail.subject in page
        assert mail.message_id.strip("<>") in page
    assert "&lt;b&gt;" in page
    assert "<b>https" not in page
    assert page.count("<pre ") == 1


def test_the_page_shows_the_newest_hundred(
    client: Client, settings: Settings, mails: list[OutgoingMail]
) -> None:
    settings.DEBUG = True
    for number in range(120):
        write(thing_uid=uuid.UUID(int=100 + number))
    page = client.get(PAGE).content.decode()
    assert page.count('id="mail-') == 100


def test_outside_debug_it_is_not_there(client: Client, settings: Settings) -> None:
    assert settings.DEBUG is False
    assert client.get(PAGE).status_code == 404
