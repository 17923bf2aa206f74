"""A worker that is not running is told to operators, and to nobody else."""

from collections.abc import Callable

import pytest
from django.test import Client

from community import membership
from community.jobs.models import Beat
from community.models import Person
from tests import factories as make

pytestmark = pytest.mark.django_db
WORDS = "No worker is running"


@pytest.fixture
def operator() -> Person:
    who = make.member()
    membership.give_network_role(who, "operator", by=make.SETUP, since=make.LONG_AGO)
    who.refresh_from_db()
    return who


def test_the_operator_is_told_while_no_worker_lives(
    operator: Person, client_of: Callable[[Person], Client]
) -> None:
    client = client_of(operator)
    assert WORDS in client.get("/en/groups/").content.decode()
    Beat.objects.create(worker="00000000-0000-4000-8000-000000000001", seen="2999-01-01T00:00Z")
    assert WORDS not in client.get("/en/groups/").content.decode()


def test_nobody_else_is_told(client_of: Callable[[Person], Client], client: Client) -> None:
    assert WORDS not in client_of(make.member()).get("/en/groups/").content.decode()
    assert WORDS not in client.get("/en/groups/").content.decode()
