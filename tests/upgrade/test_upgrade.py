"""Data of every earlier release migrates to the present code, and is whole afterwards.

`vX.Y.sqlite3.xz` beside this file is the demo network as that release wrote it. A dump is made
once, at the tag, by `python -m tests.upgrade.dump vX.Y`, and never changed.
"""

import json
import lzma
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
DUMPS = sorted(HERE.glob("v*.sqlite3.xz"))


def manage(database: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs a management command on `database` in a process of its own."""
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
    }
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def counts(database: Path, tables: list[str]) -> dict[str, int]:
    with sqlite3.connect(database) as connection:
        return {
            table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
            for table in tables
        }


def sleepers_and_seats(database: Path) -> tuple[int, int]:
    """People asleep or never seen, and open seats that nobody ever confirmed."""
    with sqlite3.connect(database) as connection:
        people, seats = (
            connection.execute(query).fetchone()[0]
            for query in (
                "SELECT count(*) FROM community_person WHERE state='dormant' OR seen_at IS NULL",
                "SELECT count(*) FROM community_seat WHERE until IS NULL AND confirmed_at IS NULL",
            )
        )
    return people, seats


def test_there_is_a_dump_of_a_release() -> None:
    assert DUMPS


@pytest.mark.parametrize("dump", DUMPS, ids=lambda path: path.name.removesuffix(".sqlite3.xz"))
def test_a_release_migrates_and_nothing_is_lost(dump: Path, tmp_path: Path) -> None:
    database = tmp_path / "portal.sqlite3"
    database.write_bytes(lzma.decompress(dump.read_bytes()))
    wanted: dict[str, int] = json.loads(dump.with_suffix("").with_suffix(".json").read_text())
    assert counts(database, list(wanted)) == wanted

    migrated = manage(database, "migrate", "--noinput", "-v0")
    assert migrated.returncode == 0, migrated.stderr
    assert manage(database, "migrate", "--check").returncode == 0
    assert counts(database, list(wanted)) == wanted

    before_clocks = dump.name.startswith("v0.1.")
    assert not before_clocks or sleepers_and_seats(database) == (0, 0), "they began in the past"
    worked = manage(database, "worker", "--idle-exit", "--queue", "default")
    assert worked.returncode == 0, worked.stderr
    assert not before_clocks or sleepers_and_seats(database) == (0, 0)
    for command in ("audit_verify", "search_check", "check"):
        ran = manage(database, command)
        assert ran.returncode == 0, f"{command}: {ran.stdout}{ran.stderr}"
