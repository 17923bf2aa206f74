"""The door of applications costs the same for members, applicants and strangers."""

import pytest
from django.http import HttpResponse
from django.test import Client

from tests import factories as make
from tests.community.joining.cases import EMAIL, begin

from .test_equal_answers import Ask, compare

START, AGAIN = "/en/join/", "/en/join/again/"


def _asking(client: Client, page: str, email: str) -> Ask:
    def ask(_number: int) -> HttpResponse:
        return client.post(page, {"email": email, "name": "Novi Oblak"})

    return ask


@pytest.mark.bench
@pytest.mark.django_db
@pytest.mark.parametrize("page", [START, AGAIN])
@pytest.mark.parametrize("known", ["member", "applicant"])
def test_the_door_costs_the_same_for_everybody(page: str, known: str) -> None:
    if known == "applicant":
        begin()
    email = make.member().email if known == "member" else EMAIL
    client = Client()
    stranger = _asking(client, page, "nobody@strange.example")
    compare(f"{page} as a {known}", _asking(client, page, email), stranger)
