"""Queries over all connections, as a reader's request makes them."""

from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext


def queries_of(client: Client, address: str) -> list[str]:
    """The statements that a second GET sends to every database; the address must answer 200.

    The first one fills what a process keeps, which another test may have emptied.
    """
    assert client.get(address).status_code == 200
    with (
        CaptureQueriesContext(connections["default"]) as main,
        CaptureQueriesContext(connections["limits"]) as limits,
    ):
        assert client.get(address).status_code == 200
    return [query["sql"] for query in (*main.captured_queries, *limits.captured_queries)]
