"""TLS by an authority of our own, and a password in the address.

Starts a server of its own, so it runs only where ELASTICSEARCH_HOME says that there may be one.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from search import building
from search.backends.elastic import client
from search.building import NotBuilt, build
from search.index import live
from tests.search.shelf import OUTSIDER, Shelf, found

from .fixtures import settle

SCRIPT = Path(__file__).parents[3] / "deploy/elasticsearch.sh"

pytestmark = [
    pytest.mark.elastic,
    pytest.mark.skipif(
        not os.environ.get("ELASTICSEARCH_HOME"), reason="ELASTICSEARCH_HOME is not set"
    ),
]


@pytest.fixture
def folder(new_process: None, settings: Settings) -> Iterator[Path]:
    """Where a server with TLS and a password has been started; the portal knows both."""
    # Not in pytest's own folder: the server's user could not get there.
    folder = Path(tempfile.mkdtemp(prefix="portal-secure-"))
    try:
        run = [str(SCRIPT), "start-secure", str(folder)]
        url = subprocess.run(run, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
        settings.ELASTICSEARCH_HOSTS = [url]
        settings.ELASTICSEARCH_CA = str(folder / "ca.crt")
        yield folder
    finally:
        subprocess.run([str(SCRIPT), "stop", str(folder)], check=True)
        shutil.rmtree(folder, ignore_errors=True)


def test_tls_and_password(
    folder: Path, notes: Shelf, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    notes.put("a", "Zakrpa za server")
    build(live())
    settle(live())
    assert not found(OUTSIDER, "zakrpe").degraded
    (right,) = settings.ELASTICSEARCH_HOSTS
    password = right.partition("@")[0].rpartition(":")[2]

    settings.ELASTICSEARCH_HOSTS = [right.replace(password, "wrong")]
    assert found(OUTSIDER, "zakrpe").degraded
    with pytest.raises(NotBuilt, match="401"):
        building.is_missing(live())

    settings.ELASTICSEARCH_HOSTS, settings.ELASTICSEARCH_CA = [right], ""
    client.forget_clients()
    with pytest.raises(NotBuilt, match="TlsError"):
        building.is_missing(live())

    assert len(password) == 32
    assert password not in caplog.text
