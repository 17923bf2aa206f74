"""An installation of 0.2 on PostgreSQL, which had no engine there, finds its entries at once."""

from collections.abc import Iterator
from uuid import UUID, uuid4, uuid5

import pytest
from django.apps.registry import Apps
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from pytest_django import DjangoDbBlocker

from search.analysis import ANALYZER_VERSION
from search.backends import store
from search.index import Index
from search.models import Entry, Text
from search.writing import Document, put
from tests.search.engines.planting import BEST, SPACE, reach, words

ALIAS, SCHEMA = "search_upgraded", "search_upgraded"
NUMBER = 1203  # more than one batch
DAY = 739_000


@pytest.fixture
def apart(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A connection to an empty schema of its own."""
    if connection.vendor != "postgresql":
        pytest.skip("DATABASE_URL names no PostgreSQL")
    with django_db_blocker.unblock():
        yield from _schema()


def _schema() -> Iterator[None]:
    options = {**connection.settings_dict["OPTIONS"], "options": f"-c search_path={SCHEMA}"}
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        cursor.execute(f"CREATE SCHEMA {SCHEMA}")
    connections.settings[ALIAS] = {**connection.settings_dict, "OPTIONS": options}
    try:
        yield
    finally:
        connections[ALIAS].close()
        del connections[ALIAS], connections.settings[ALIAS]
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA {SCHEMA} CASCADE")


def migrate(name: str) -> Apps:
    executor = MigrationExecutor(connections[ALIAS])
    return executor.migrate([("search", name)]).apps


def plant(apps: Apps) -> None:
    """Entries as 0.2 wrote them, a few of them gone again."""
    entries, texts = (apps.get_model("search", name).objects.using(ALIAS) for name in NAMES)
    for number in range(NUMBER):
        entry = entries.create(
            kind=["post", "page"][number % 2],
            uid=uuid5(SPACE, f"{number}"),
            acl=number % 4 + 1,
            partition=number % 4,
            lang="sr-Latn",
            script="Latn",
            day=DAY + number if number % 3 else None,
            topic=UUID(int=number // 10 + 1),
            analyzer=1,
        )
        texts.create(entry=entry, title=f"Ranjivosti {number}", body="CVE-2026-41234", ids="")
    gone = entries.create(
        kind="post", uid=uuid4(), acl=1, partition=0, topic=uuid4(), analyzer=1, lang="", script=""
    )
    gone.delete()


NAMES = ("Entry", "Text")


def test_entries_are_found_right_after_the_upgrade_and_new_ones_follow(apart: None) -> None:
    plant(migrate("0001_initial"))
    migrate("0002_analysis_and_engines")
    index = Index(using=ALIAS)
    engine = store(index)
    query = words("ranjivost")
    public, everybody = reach(1), reach(1, 2, 3, 4, partitions=(0, 1, 2, 3))
    assert sum(engine.count(query, everybody).bins.values()) == NUMBER
    assert len(engine.count(query, everybody).bins) == 2
    assert sum(engine.count(query, public).bins.values()) == (NUMBER + 3) // 4
    assert engine.strays() == 0
    uids = Text.objects.using(ALIAS).in_bulk()
    (first,) = engine.find(words("1201"), everybody, BEST, offset=0, limit=9)
    assert uids[first.entry_id].uid == uuid5(SPACE, "1201")
    entry = Entry.objects.using(ALIAS).get(pk=first.entry_id)
    assert (entry.day, entry.acl, entry.partition) == (DAY + 1201, 2, 1)
    assert entry.analyzer < ANALYZER_VERSION, "it is not renewed"

    put("page", uuid5(SPACE, "new"), Document("Ranjivost", "", acl=1, partition=0), index)
    put("post", uuid5(SPACE, "0"), Document("Drugo", "", acl=1, partition=0), index)
    assert sum(engine.count(query, public).bins.values()) == (NUMBER + 3) // 4
    assert Entry.objects.using(ALIAS).count() == NUMBER + 1
