"""What pages cost: queries, and processor time beside the cheapest page there is."""

import time

import pytest
from django.test import Client

from community.forums.models import Topic
from tests.access.cast import Network
from tests.portal.test_query_counts import (
    FEW,
    MANY,
    PAGES,
    addresses,
    more_advisories,
    more_posts,
    net,
    queries,
)

__all__ = ["net"]
ROUNDS = 20


def milliseconds(client: Client, url: str) -> float:
    """Processor time of one request, the best of some rounds."""
    best = float("inf")
    for _round in range(ROUNDS):
        began = time.process_time()
        client.get(url)
        best = min(best, time.process_time() - began)
    return best * 1000


@pytest.mark.bench
@pytest.mark.django_db
def test_pages(net: Network) -> None:
    client, pages = net.clients["insider"], addresses(net)
    topic = Topic.objects.get(uid=net.open["topic"][0])
    print()
    for rows in (FEW, MANY):
        more_advisories(rows)
        more_posts(topic, rows)
        floor = milliseconds(client, "/health/live")
        for name, bound in PAGES:
            cost = milliseconds(client, pages[name])
            print(
                f"{name:9} at {rows:5} rows: {queries(client, pages[name]):2} queries "
                f"(at most {bound}), {cost:5.1f} ms, {cost / floor:4.1f} x a page of one word"
            )
