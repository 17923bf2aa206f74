"""How PostgreSQL is asked: through the index alone, and nothing of it stays behind."""

from django.db import connection

from search.backends.postgresql import PLANNER
from search.query import Query
from tests.search.engines.planting import BEST, PUBLIC, Planted, phrase, reach, words

EVERY_WAY = [
    words("alfa"),
    words("alfa beta"),
    Query((phrase("alfa beta"),)),
    words("alfa", excluded=words("gama").terms),
]


def rows(sql: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [str(row[0]) for row in cursor.fetchall()]


def plant(planted: Planted) -> None:
    for number in range(300):
        acl, partition = [(1, 0), (2, 1), (7, 2)][number % 3]
        body = f"beta rec{number} " * 40
        planted.put(f"{number}", f"Alfa {number}", body, acl=acl, partition=partition)


def test_matches_come_from_the_index_and_rows_are_not_joined(
    planted: Planted, asked: list[str]
) -> None:
    plant(planted)
    scope = reach(1, 2, 7, partitions=(0, 1, 2))
    for query in EVERY_WAY:
        planted.count(query, scope)
        planted.find(query, scope)
    planted.partial(words("alfa nepoznata"), scope)
    planted.suggest("alf", "alf", scope=scope)
    assert len(asked) == 2 * len(EVERY_WAY) + 2
    for sent in list(asked):
        assert "search_entry" not in sent
        *advice, statement = sent.split("; ")[: len(PLANNER) + 1]
        with connection.cursor() as cursor:
            cursor.execute("; ".join(advice))
        plan = rows(f"EXPLAIN {statement}")
        assert not [step for step in plan if "Seq Scan on search_words" in step]
        assert [step for step in plan if "Index Scan" in step]


def test_our_advice_to_the_planner_ends_with_the_search(planted: Planted) -> None:
    before = {name: rows(f"SHOW {name}") for name in PLANNER}
    planted.put("a", "Alfa")
    assert planted.find(words("alfa")) == ["a"]
    assert planted.total(words("alfa")) == 1
    assert planted.suggest("al") == ["a"]
    assert {name: rows(f"SHOW {name}") for name in PLANNER} == before
    for name, value in PLANNER.items():
        assert before[name] != [value]


def test_scores_are_the_same_to_the_last_digit_whoever_else_writes(planted: Planted) -> None:
    """Hidden rows neither change a public one's score nor its place, in any partition."""
    query = words("alfa beta gama")
    for number in range(25):
        planted.put(f"{number}", "Ostalo", ["alfa", "beta eta", "gama beta"][number % 3])
    before = (
        planted.matches(words("beta")),
        planted.engine().find_partial(query, PUBLIC, BEST, limit=50),
    )
    for number in range(60):
        planted.put(f"h{number}", "Beta alfa", "gama " * 3, acl=9, partition=number % 4)
    after = (
        planted.matches(words("beta")),
        planted.engine().find_partial(query, PUBLIC, BEST, limit=50),
    )
    assert after == before
    assert len(before[1]) == 25
