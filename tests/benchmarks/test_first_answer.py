"""How long a newcomer waits: `make run` in a clean clone, to the first page."""

import os
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
LIMIT_SECONDS = 90


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=30) as response:  # noqa: S310
            return bool(response.status == 200)
    except OSError:
        return False


def _clean_environment() -> dict[str, str]:
    """Without what pytest, make and the settings of this run add."""
    added = ("PYTEST_", "DJANGO_", "PYTHON", "MAKE", "MFLAGS", "DATABASE_", "CACHE_", "EMAIL_")
    return {name: value for name, value in os.environ.items() if not name.startswith(added)}


@pytest.mark.bench
def test_from_clean_clone_to_first_answer(tmp_path: Path) -> None:
    clone = tmp_path / "portal"
    subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
    port = _free_port()
    began = time.monotonic()
    with (tmp_path / "log").open("wb") as log:
        running = subprocess.Popen(
            ["make", "run", f"PORT={port}"],
            cwd=clone,
            env=_clean_environment(),
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            while not _answers(f"http://localhost:{port}/"):
                assert running.poll() is None, (tmp_path / "log").read_text()
                assert time.monotonic() - began < 2 * LIMIT_SECONDS
                time.sleep(0.1)
            seconds = time.monotonic() - began
        finally:
            os.killpg(running.pid, signal.SIGINT)
            running.wait(30)
    print(f"\nmake run, clean clone to first answer: {seconds:.1f} s (limit {LIMIT_SECONDS} s)")
    assert seconds < LIMIT_SECONDS
