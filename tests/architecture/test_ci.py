"""`.ci/run` says what it does in stages, and the stages are the promised ones in that order."""

import re
import subprocess

from . import sources

RUN = sources.ROOT / ".ci/run"
STAGES = [
    "Style, types, contracts",
    "Tests on SQLite",
    "Production settings",
    "Elasticsearch 8",
    "Search on SQLite and Elasticsearch",
    "PostgreSQL 15",
]


def test_it_is_a_script_that_bash_can_read() -> None:
    assert RUN.stat().st_mode & 0o111
    read = subprocess.run(["bash", "-n", RUN], capture_output=True, text=True, check=False)
    assert read.stderr == ""


def test_the_default_is_tested_first_and_postgresql_after_it() -> None:
    text = RUN.read_text(encoding="utf-8")
    named = re.findall(r'^\s*stage "([^"]+)"', text, re.MULTILINE)
    assert [name for name in named if name in STAGES] == STAGES
    assert 'stage "Tests on SQLite" make test' in text
    assert "unset DATABASE_URL ELASTICSEARCH_URL" in text
    assert text.index("unset DATABASE_URL") < text.index('"Tests on SQLite"')
    again = text.partition("=== Access, jobs, audit and search on PostgreSQL")[2]
    for folder in ("tests/access", "tests/community/jobs", "tests/community/audit", "tests/search"):
        assert folder in again
        assert (sources.ROOT / folder).is_dir()
    assert "migrate" in text


def test_a_failed_stage_fails_the_run() -> None:
    assert RUN.read_text(encoding="utf-8").rstrip().endswith("exit $((${#failed[@]} > 0))")
