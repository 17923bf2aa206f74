"""Attacks on the search that once succeeded: each of these told something to an outsider."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from community import founding, membership
from tests import factories as make

pytestmark = pytest.mark.django_db

RANDOM = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]*"|nonce-[\w+/=-]+|"CSRF_TOKEN": "[^"]*"'
)
ASKED = (
    "/en/search/?q=ruter",
    "/en/search/?q=ruter&kind=organisation",
    "/en/search/?q=type:organisation",
    "/en/search/suggest?q=ruter",
)


def test_an_organisation_whose_time_is_over_is_not_even_counted() -> None:
    before = seen()
    over = founding.register_organisation(
        by=make.SETUP,
        name="Over ruter",
        short_name="Over",
        kind="company",
        country="RS",
        public_profile=True,
        active_until=timezone.now() - timedelta(days=1),
    )
    membership.set_organisation_state(over, "active", by=make.SETUP)
    assert seen() == before


def seen() -> list[bytes]:
    """What a visitor gets for each address, without what is random."""
    return [RANDOM.sub(b"", Client().get(address).content) for address in ASKED]
