"""The engine's loops: matches lead, entries follow by their key. Else it is 100 times slower."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from .shelf import INSIDER, Shelf, found


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
        tables = [step.split()[1].rstrip("_0123456789") for step in plan(sql)]
        assert tables == ["search_words", "e"] * (len(tables) // 2)
        assert tables
        assert all("INTEGER PRIMARY KEY" in step for step in plan(sql)[1::2])


def plan(sql: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        steps = [row[3] for row in cursor.fetchall()]
    return [step for step in steps if "search_words" in step or " e " in step]
