"""The engine's rows follow the entries, and it is told where they do not."""

from django.db import connection

from search.backends import store
from search.backends.protocol import Store
from search.index import Index
from search.models import Entry, Text
from search.writing import normalised
from tests.search.engines.planting import Planted, reach, words


def engine() -> Store:
    return store(Index())


def differing(number: int) -> set[int]:
    text = Text.objects.select_related("entry").get(pk=number)
    return engine().differing(text.entry.partition, {number: normalised(text)})


def test_a_row_that_was_never_written_or_is_another_differs(planted: Planted) -> None:
    number = planted.put("a", "Alfa", "beta")
    assert differing(number) == set()
    Text.objects.filter(pk=number).update(body="gama")
    assert differing(number) == {number}
    Text.objects.filter(pk=number).update(body="beta")
    assert differing(number) == set()
    engine().remove(number, 0)
    assert differing(number) == {number}


def test_integers_that_are_not_those_of_the_entry_differ(planted: Planted) -> None:
    number = planted.put("a", "Alfa")
    for field in ("acl", "bin", "day", "fresh", "topic", "shown_from", "shown_until"):
        was = getattr(Entry.objects.get(pk=number), field)
        Entry.objects.filter(pk=number).update(**{field: was + 1})
        assert differing(number) == {number}, field
        Entry.objects.filter(pk=number).update(**{field: was})
        assert differing(number) == set()


def test_a_changed_audience_is_the_rows_too(planted: Planted) -> None:
    planted.put("a", "Alfa")
    planted.put("a", "Alfa", acl=7)
    assert planted.find(words("alfa")) == []
    assert planted.find(words("alfa"), reach(7)) == ["a"]


def test_rows_without_an_entry_are_counted_and_dropped(planted: Planted) -> None:
    kept = planted.put("kept", "Alfa")
    moved = planted.put("moved", "Alfa")
    Entry.objects.filter(pk=moved).update(partition=2)
    engine().add(10**9, 1, normalised(Text.objects.get(pk=kept)))
    assert engine().strays() == 2
    engine().drop_strays()
    assert engine().strays() == 0
    assert planted.find(words("alfa")) == ["kept"]


def test_a_row_without_an_entry_is_found_by_nobody(planted: Planted) -> None:
    kept = planted.put("kept", "Alfa")
    engine().add(10**9, 0, normalised(Text.objects.get(pk=kept)))
    assert planted.find(words("alfa"), reach(*range(50), partitions=(0, 1, 2, 3))) == ["kept"]
    assert planted.total(words("alfa"), reach(0, 1)) == 1


def test_a_search_reads_no_list_of_late_words(planted: Planted) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class WHERE relname ~ '^search_.*_gin$'"
            " AND 'fastupdate=off' = ANY(reloptions)"
        )
        assert cursor.fetchone() == (8,)
