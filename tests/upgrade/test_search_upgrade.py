"""What an earlier release found is found right after `migrate`; the worker adds what is new."""

import json
import lzma
from pathlib import Path
from typing import Any

import pytest

from .test_upgrade import DUMPS, manage

FOUND = """
import json
from community.access.viewer import ANONYMOUS
from search.models import Bin, Entry, Text
from search.service import Ask, search
from search.analysis import lemma

def places(text):
    hits = search(ANONYMOUS, Ask(f'"{text.title[:150]}"')).hits
    return [hit.uid for hit in hits].index(text.uid) if text.uid in [h.uid for h in hits] else -1

texts = Text.objects.filter(entry__partition=0).exclude(title="").order_by("pk")
named = Bin.objects.filter(pk__in=Entry.objects.values("bin"))
print(json.dumps({
    "places": [places(text) for text in texts[::3]],
    "labels": sorted(set(named.values_list("label", flat=True))),
    "older": Entry.objects.filter(analyzer__lt=lemma.analyzer()).count(),
}))
"""


def asked(database: Path) -> dict[str, Any]:
    ran = manage(database, "shell", "-v0", "-c", FOUND)
    assert ran.returncode == 0, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


# Of 0.3 on, entries have their labels.
BEFORE = [dump for dump in DUMPS if dump.name.startswith(("v0.1.", "v0.2."))]


@pytest.mark.parametrize("dump", BEFORE, ids=lambda path: path.name.removesuffix(".sqlite3.xz"))
def test_entries_are_carried_over_and_then_renewed(dump: Path, tmp_path: Path) -> None:
    database = tmp_path / "portal.sqlite3"
    database.write_bytes(lzma.decompress(dump.read_bytes()))
    assert manage(database, "migrate", "--noinput", "-v0").returncode == 0
    at_once = asked(database)
    assert len(at_once["places"]) > 10
    assert -1 not in at_once["places"]
    assert at_once["labels"] == [""]
    assert at_once["older"] > 0
    worked = manage(database, "worker", "--idle-exit", "--queue", "default")
    assert worked.returncode == 0, worked.stderr
    renewed = asked(database)
    assert -1 not in renewed["places"]
    assert {"CLEAR", "GREEN", "AMBER"} <= set(renewed["labels"])
    assert renewed["older"] == 0
