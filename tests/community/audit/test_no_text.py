"""The log is a named exception of the two worlds: it tells of acts, and never a word of things."""

import pytest
from django.test import Client

from community.audit.models import Entry
from community.forums.models import Post, Topic
from community.models import Group
from portal.advisories.models import Release
from tests.access.cast import COMMON, PLANTED, Network, base, restricted

pytestmark = pytest.mark.django_db


@pytest.fixture
def net() -> Network:
    made = base()
    restricted(made)
    return made


def every_page(client: Client) -> str:
    """The whole log as the auditor reads it, page by page, and as both files."""
    pages, before = [], Entry.objects.latest("seq").seq + 1
    while before > 1:
        pages.append(client.get("/en/audit/", {"before": before}).content.decode())
        before -= 50
    for file_format in ("csv", "jsonl"):
        answer = client.post("/en/audit/export/", {"format": file_format})
        pages.append(b"".join(answer.streaming_content).decode())
    return "".join(pages)


def test_no_word_of_any_thing_stands_in_the_log(net: Network) -> None:
    told = every_page(net.clients["auditor"])
    assert str(Topic.objects.latest("pk").uid) in told
    for word in (COMMON, *PLANTED):
        assert word not in told
    titles = [*Topic.objects.values_list("title", flat=True)]
    titles += Release.objects.values_list("title", flat=True)
    titles += Group.objects.values_list("name", flat=True)
    titles += Post.objects.values_list("source", flat=True)
    assert [title for title in titles if len(title) > 6 and title in told] == []


def test_no_address_of_a_person_stands_in_it(net: Network) -> None:
    told = every_page(net.clients["auditor"])
    own = net.people["auditor"].email
    people = {who.email for who in net.people.values()} - {own}
    assert [address for address in people if address in told] == []
