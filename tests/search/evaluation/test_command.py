"""`search_eval` through the real service, apart from what people search."""

import json
import os
import signal
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils.connection import ConnectionDoesNotExist

from search import registry
from search.apart import ALIAS, EngineName
from search.evaluation import running
from search.models import Bin, Change, Entry, Text, Word
from tests.search.shelf import Shelf

ROOT = Path(__file__).parents[3]
SHEET: list[dict[str, Any]] = [
    {"query": "безбедности", "class": "script", "want": ["net"]},
    {"entry": "net", "lang": "sr", "title": "Bezbednost mreže", "body": "O zaštiti računara"},
    {"entry": 2, "lang": "sl", "title": "Ranljivost", "body": "Popravek za CVE-2026-1111"},
    {"query": "cve-2026-1111", "class": "identifiers", "want": [2]},
    {"query": "kukurikavac", "class": "nothing", "want": [2]},
]


@pytest.fixture
def sheet(tmp_path: Path) -> str:
    return written(tmp_path, SHEET)


def written(folder: Path, objects: list[dict[str, Any]]) -> str:
    path = folder / "sheet.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in objects))
    return str(path)


def evaluated(*arguments: str) -> str:
    out = StringIO()
    call_command("search_eval", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def refused(*arguments: str) -> tuple[int, str]:
    with pytest.raises(CommandError) as caught:
        evaluated(*arguments)
    return caught.value.returncode, str(caught.value)


def test_one_object_with_all_figures(sheet: str, engine: EngineName) -> None:
    found = json.loads(evaluated(sheet, "--json", "--engine", engine))
    assert list(found) == ["identifiers", "nothing", "script", "all"]
    assert set(found["script"]) == {"n", "recall10", "mrr", "p50", "p95"}
    assert [found[name]["recall10"] for name in found] == [1.0, 0.0, 1.0, 0.6667]
    assert [found[name]["n"] for name in found] == [1, 1, 1, 3]
    assert 0 < found["all"]["p50"] <= found["all"]["p95"]


def test_as_a_table(sheet: str, db: None) -> None:
    lines = evaluated(sheet).splitlines()
    assert len(lines) == 5
    assert lines[3].split()[:4] == ["script", "1", "1.000", "1.000"]


def test_under_a_floor(sheet: str, db: None) -> None:
    assert evaluated(sheet, "--recall", "script=1", "--mrr", "identifiers=1")
    status, said = refused(sheet, "--recall", "nothing=.5", "--recall", "script=.9")
    assert (status, said) == (1, "nothing: recall@10 0.0000 is under 0.5")
    status, said = refused(sheet, "--mrr", ".7")
    assert (status, said.splitlines()[1]) == (1, "all: MRR 0.6667 is under 0.7")


def test_what_cannot_be_measured(sheet: str, tmp_path: Path, db: None) -> None:
    assert refused(str(tmp_path / "none"))[0] == 2
    assert refused(sheet, "--recall", "x=y") == (2, "not a floor: x=y")
    assert refused(sheet, "--recall", "other=.5")[0] == 2
    status, said = refused(written(tmp_path, [{}] * 25))
    assert status == 2
    assert "line 1: neither an entry nor a query" in said
    assert said.splitlines()[-1] == "and 5 more"
    assert refused(written(tmp_path, SHEET[1:2]))[0] == 2


def test_an_engine_that_is_not_here(sheet: str, db: None, settings: Any) -> None:
    settings.ELASTICSEARCH_HOSTS = []
    assert refused(sheet, "--engine", "elastic") == (2, "ELASTICSEARCH_URL is not set.")
    if connection.vendor != "postgresql":
        assert refused(sheet, "--engine", "postgresql")[0] == 2


def test_another_engine_never_answers_unnoticed(
    sheet: str, db: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ELASTICSEARCH_HOSTS = ["http://127.0.0.1:9"]
    monkeypatch.setattr(running, "PATIENCE", (0,))
    status, said = refused(sheet, "--engine", "elastic")
    assert (status, said) == (2, "Elasticsearch does not answer: ConnectionError")


def test_the_live_entries_are_neither_asked_nor_touched(
    sheet: str, engine: EngineName, notes: Shelf
) -> None:
    notes.put("live", "Bezbednost mreže, cve-2026-1111", "kukurikavac")
    rows = [model.objects.order_by("pk").values() for model in (Bin, Change, Entry, Text, Word)]
    before = [list(each) for each in rows]
    with CaptureQueriesContext(connection) as asked:
        found = json.loads(evaluated(sheet, "--json", "--engine", engine))
    assert asked.captured_queries == []
    assert found["nothing"]["recall10"] == 0
    assert [list(each.all()) for each in rows] == before
    with pytest.raises(ConnectionDoesNotExist):
        connections[ALIAS]
    assert registry.names() == ["note"]


def test_what_a_killed_run_left_goes_with_the_next(
    sheet: str, tmp_path: Path, engine: EngineName
) -> None:
    many = [{"entry": number, "title": f"reč{number}"} for number in range(10, 30_000)]
    large = tmp_path / "large"
    large.mkdir()
    killed = _manage(tmp_path, written(large, [*SHEET, *many]), engine)
    _until(
        lambda: (_left(tmp_path) / "lock").exists() and _has_begun(tmp_path, engine),
        while_running=killed,
    )
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert _left(tmp_path).exists()
    after = _manage(tmp_path, sheet, engine)
    assert after.wait() == 0
    assert not _left(tmp_path).exists()
    assert not _schemas(engine)


def _manage(folder: Path, sheet: str, engine: str) -> subprocess.Popen[bytes]:
    # The settings of the tests name no Elasticsearch; these take it from the environment.
    settings_module = {"DJANGO_SETTINGS_MODULE": "portal.settings.dev"}
    environment = {**os.environ, **settings_module, "TMPDIR": str(folder)}
    if connection.vendor == "sqlite":
        environment["DATABASE_URL"] = f"sqlite:///{folder}/live.sqlite3"
    return subprocess.Popen(
        [sys.executable, "manage.py", "search_eval", sheet, "--engine", engine],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _left(folder: Path) -> Path:
    return next(folder.glob("portal-search-apart-*"), folder / "nothing")


def _has_begun(folder: Path, engine: str) -> bool:
    """Whether a table is there, so that there is something to be left."""
    if connection.vendor == "postgresql" and engine != "sqlite":
        return bool(_schemas(engine))
    file = _left(folder) / "index.sqlite3"
    return file.exists() and file.stat().st_size > 0


def _schemas(engine: str) -> list[str]:
    """Schemas of evaluations in the database of the processes that `_manage` starts."""
    if connection.vendor != "postgresql" or engine == "sqlite":
        return []
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"]) as live, live.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'search_apart_%'")
        return [row[0] for row in cursor.fetchall()]


def _until(met: Any, while_running: "subprocess.Popen[bytes]") -> None:
    for _ in range(2400):
        if met():
            return
        ended = while_running.poll()
        assert ended is None, f"it ended with {ended} before that"
        time.sleep(0.05)
    while_running.kill()
    while_running.wait()
    raise AssertionError("it never came to that")
