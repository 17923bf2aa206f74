"""What a search costs beside a bare call of the same engine; prints, and asserts no times.

Each request is made three times, service and bare in turn, and its best time counts.
`SEARCH_ENTRIES` sets how many entries there are (100,000), `SEARCH_SETS` the audience sets
(70 and 30,000, with a comma). The bounds printed are those that the project set itself.
"""

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connections
from django.db.utils import load_backend
from pytest_django import Settings

from search import building, registry, service, writing
from search.apart import EngineName, apart
from search.backends import fts5, tsearch
from search.index import Index
from search.models import PARTITIONS
from search.parsing import parse
from search.registry import Document
from search.service import Ask
from tests.search.evaluation.conftest import engine, new_process

from .search_corpus import Viewer, build, kinds, percentile, queries, viewers

__all__ = ["engine", "new_process"]

pytestmark = [pytest.mark.bench, pytest.mark.django_db]
ENTRIES = int(os.environ.get("SEARCH_ENTRIES", "100000"))
SETS = [int(each) for each in os.environ.get("SEARCH_SETS", "70,30000").split(",")]
TIMES = 3
BOUNDS = {"sqlite": "at most 6x", "postgresql": "none set", "elastic": "at most 4x + 5 ms"}
_kept: dict[tuple[str, int], "Times"] = {}


@dataclass(slots=True)
class Times:
    """Milliseconds of each request."""

    whole: list[float]
    bare: list[float]


@pytest.fixture(autouse=True)
def _elastic(settings: Settings, new_process: None, monkeypatch: pytest.MonkeyPatch) -> None:
    url = os.environ.get("ELASTICSEARCH_URL", "")
    settings.ELASTICSEARCH_HOSTS = url.split(",") if url else []
    monkeypatch.setattr(registry, "_kinds", {})
    for kind in kinds():
        registry.register(kind)


@contextmanager
def filled(engine: EngineName, sets: int) -> Iterator[Index]:
    """An index of its own with the corpus in it; prints how long that took and how big it is."""
    with apart(engine) as index:
        began = time.perf_counter()
        build(replace(index, remote=False), ENTRIES, sets)
        inside = time.perf_counter() - began
        said = f"\n{engine}: {ENTRIES} entries, {sets} sets; {ENTRIES / inside:.0f} entries/s"
        if index.remote:
            began = time.perf_counter()
            building.build(index)
            said += f", {ENTRIES / (time.perf_counter() - began):.0f}/s into Elasticsearch"
        _settle(index)
        print(f"{said}, database {_megabytes(index):.0f} MB; load {os.getloadavg()[0]:.1f}")
        yield index


def _settle(index: Index) -> None:
    connection = connections[index.using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for name in ("search_entry", "search_text", *_tables()):
                cursor.execute(f"VACUUM ANALYZE {name}")
        else:
            cursor.execute("ANALYZE")


def _tables() -> list[str]:
    return [f"search_words_{number}" for number in PARTITIONS]


def _megabytes(index: Index) -> float:
    connection = connections[index.using]
    if connection.vendor == "sqlite":
        return Path(connection.settings_dict["NAME"]).stat().st_size / 1e6
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c"
            " WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'"
        )
        return float(cursor.fetchone()[0]) / 1e6


def _bare(index: Index) -> Callable[[str, Viewer], object]:
    if index.remote:
        return lambda text, viewer: _bare_elastic(index, text, viewer)
    return lambda text, viewer: _bare_sql(index, text, viewer)


def _bare_sql(index: Index, text: str, viewer: Viewer) -> None:
    """The ten best of each partition: no rule, no count, no topics, no texts."""
    connection = connections[index.using]
    for number in sorted(viewer.partitions):
        name = f"search_words_{number}"
        if connection.vendor == "postgresql":
            sql = (
                f"SELECT entry_id FROM {name} WHERE words @@ %s::tsquery"
                " ORDER BY ts_rank(words, %s::tsquery) DESC LIMIT 10"
            )
            params = [tsearch.match_all(parse(text))] * 2
        else:
            sql = f"SELECT rowid FROM {name} WHERE {name} MATCH %s ORDER BY rank LIMIT 10"
            params = [fts5.match_all(parse(text))]
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            cursor.fetchall()


def _bare_elastic(index: Index, text: str, viewer: Viewer) -> None:
    from search.backends.elastic import client, names, queries

    asked = ",".join(names.read_alias(index.prefix, number) for number in sorted(viewer.partitions))
    sought = queries.every(parse(text)).to_dict()
    client.asking().search(index=asked, query=sought, size=10, track_total_hits=False)


def _milliseconds(act: Callable[..., object], *given: object) -> float:
    began = time.perf_counter()
    act(*given)
    return (time.perf_counter() - began) * 1000


def _measure(index: Index, sets: int) -> Times:
    bare = _bare(index)
    times = Times([], [])
    for viewer in viewers(sets):
        for text in queries():
            ask = Ask(text, lang="sr")
            both = [
                (
                    _milliseconds(bare, text, viewer),
                    _milliseconds(service.search, viewer, ask, index),
                )
                for _ in range(TIMES)
            ]
            times.bare.append(min(each[0] for each in both))
            times.whole.append(min(each[1] for each in both))
    return times


def _line(name: str, values: list[float]) -> str:
    return f"{name} p50 {percentile(values, 50):.2f} p95 {percentile(values, 95):.2f} ms"


def test_a_whole_answer_beside_a_bare_one(engine: EngineName) -> None:
    for sets in SETS:
        with filled(engine, sets) as index:
            _measure(index, sets)  # warms up
            times = _measure(index, sets)
            ratio = percentile(times.whole, 95) / percentile(times.bare, 95)
            print(
                f"  {_line('service', times.whole)}; {_line('bare', times.bare)};"
                f" p95 {ratio:.1f}x bare ({BOUNDS[engine]})"
            )
            _kept[engine, sets] = times
            if sets == SETS[0]:
                _suggestions(index, sets)
                _until_found(index)
                _eight_readers(index, sets)
        assert len(times.whole) == len(viewers(sets)) * len(queries())
    few, many = (_kept[engine, sets] for sets in (SETS[0], SETS[-1]))
    ratio = percentile(many.whole, 95) / percentile(few.whole, 95)
    bare = percentile(many.bare, 95) / percentile(few.bare, 95)
    print(
        f"  {SETS[-1]} sets beside {SETS[0]}: p95 {ratio:.2f}x (at most 1.5x); bare, which knows"
        f" no sets, {bare:.2f}x in the same two runs"
    )


def _suggestions(index: Index, sets: int) -> None:
    from search.suggesting import suggest

    begun = [word[:length] for word in " ".join(queries()).split() for length in (2, 3, 5)]
    clean = [word for word in begun if word.isalpha()]
    times = [
        min(_milliseconds(suggest, viewer, word, index) for _ in range(TIMES))
        for viewer in viewers(sets)
        for word in clean
    ]
    print(f"  {_line('suggestions', times)}")


def _until_found(index: Index) -> None:
    """One thing changes: how long until it is found by its new word."""
    word = f"novo{uuid4().hex[:8]}"
    document = Document(word, "", acl=1, partition=0)
    began = time.perf_counter()
    writing.put("page", uuid4(), document, index)
    written = time.perf_counter() - began
    if index.remote:
        from search import feeding

        feeding.feed(index)
    anonymous = viewers(70)[0]
    while not service.search(anonymous, Ask(word), index).total:
        time.sleep(0.01)
    found = time.perf_counter() - began
    print(f"  one change: written in {written * 1000:.1f} ms, found after {found * 1000:.0f} ms")


def _eight_readers(index: Index, sets: int) -> None:
    """Eight at once beside one; each thread has a connection of its own."""
    config = connections[index.using].settings_dict
    made = load_backend(config["ENGINE"]).DatabaseWrapper

    def connect() -> None:
        connections[index.using] = made(config, index.using)

    texts = [(viewer, text) for viewer in viewers(sets) for text in queries()]

    def ask(one: tuple[Viewer, str]) -> float:
        viewer, text = one
        return _milliseconds(service.search, viewer, Ask(text), index)

    alone = [ask(one) for one in texts]
    with ThreadPoolExecutor(8, initializer=connect) as pool:
        together = list(pool.map(ask, texts * 4))
    ratio = percentile(together, 95) / percentile(alone, 95)
    print(f"  eight readers: {_line('', together)}, {ratio:.1f}x one (at most 4x)")
