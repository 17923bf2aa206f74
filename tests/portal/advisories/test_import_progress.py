"""An import of many files says how far it is, on a terminal and in a log."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.portal.advisories.documents import as_bytes, document

pytestmark = pytest.mark.django_db


class Terminal(io.StringIO):
    """What a person looks at."""

    def isatty(self) -> bool:
        return True


def _progress(err: io.StringIO, folder: Path) -> str:
    for number in range(1, 5):
        value = document()
        value["document"]["tracking"]["id"] = f"EXP-2026-000{number}"
        (folder / f"{number}.json").write_bytes(as_bytes(value))
    call_command("import_csaf", folder, publish=True, stdout=io.StringIO(), stderr=err)
    return err.getvalue()


def test_a_terminal_shows_a_bar_that_fills(tmp_path: Path) -> None:
    shown = _progress(Terminal(), tmp_path)
    bars = [part for part in shown.split("\r") if part.startswith("[")]
    filled = [bar.count("#") for bar in bars]
    assert [bar.rpartition(" ")[2] for bar in bars] == ["1/4", "2/4", "3/4", "4/4"]
    assert filled == sorted(set(filled))
    assert "." not in bars[-1]
    assert shown.endswith("\r")


def test_a_log_gets_a_line_a_file(tmp_path: Path) -> None:
    lines = _progress(io.StringIO(), tmp_path).splitlines()
    assert lines == [f"{n}/4 {tmp_path / f'{n}.json'}" for n in range(1, 5)]
