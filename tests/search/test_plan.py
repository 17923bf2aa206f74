"""The engine's loops: matches lead, entries follow by their key. Else it is 100 times slower."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from .shelf import INSIDER, Shelf, found

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="the steps of SQLite's planner; PostgreSQL has its own"
)


def test_every_partition_starts_from_its_matches(notes: Shelf) -> None:
    for number in range(60):
        place = ["public", "network", "group"][number % 3]
        notes.put(str(number), "Isto", "isti tekst", place=place)
    with CaptureQueriesContext(connection) as captured:
        found(INSIDER, "isto tekst")
        found(INSIDER, "isto nepoznato")
    asked = [query["sql"] for query in captured if "search_words" in query["sql"]]
    assert asked
    for sql in asked:
        steps = plan(sql)
        entries = [step for step in steps if step.split()[1] == "e"]
        assert len(entries) == 3
        assert all("INTEGER PRIMARY KEY" in step for step in entries)
        assert all(
            steps[steps.index(step) - 1].split()[1][:12] == "search_words" for step in entries
        )


def test_entries_of_shown_topics_are_looked_up_by_topic(notes: Shelf) -> None:
    topic = uuid4()
    for number in range(150):
        notes.put(str(number), "Isto", topic=topic if number < 3 else None)
    with CaptureQueriesContext(connection) as captured:
        assert found(INSIDER, "isto").hits[0].others == 2
    (sql,) = [
        query["sql"]
        for query in captured
        if "e.topic IN" in query["sql"] and "MATCH" not in query["sql"]
    ]
    assert all("search_entry_together" in step for step in plan(sql))


def plan(sql: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        steps = [row[3] for row in cursor.fetchall()]
    return [step for step in steps if "search_words" in step or " e " in step]
