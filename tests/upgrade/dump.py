"""Makes the dump of a release for `test_upgrade`: the demo network, and how many rows it has.

    python -m tests.upgrade.dump v0.1

Run once, at the tag, with the tagged code. Sessions and the queue are left out.
"""

import json
import lzma
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
LEFT_OUT = ("django_session", "usersessions_usersession", "jobs_job", "jobs_beat")
COUNTED = (
    *("community_person", "community_organisation", "community_seat", "community_groupseat"),
    *("community_acceptance", "access_audienceset", "access_holding", "audit_entry"),
    *("advisories_advisory", "advisories_release", "forums_topic", "forums_post"),
    *("forums_authorship", "search_entry", "wagtailcore_page", "portal_sitedocument"),
)


def main(version: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "portal.sqlite3"
        _seed(database)
        connection = sqlite3.connect(database, isolation_level=None)
        for table in LEFT_OUT:
            connection.execute(f'DELETE FROM "{table}"')
        rows = {
            table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
            for table in COUNTED
        }
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("VACUUM")
        connection.close()
        packed = lzma.compress(database.read_bytes(), preset=9)
    (HERE / f"{version}.sqlite3.xz").write_bytes(packed)
    (HERE / f"{version}.json").write_text(json.dumps(rows, indent=2) + "\n")


def _seed(database: Path) -> None:
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
    }
    for command in (["migrate", "-v0"], ["demo", "--json"]):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )


if __name__ == "__main__":
    main(sys.argv[1])
