"""Identity providers that exist: one in a second process, others in this one."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from .peers import OidcPeer


@pytest.fixture(scope="session")
def oidc_port() -> Iterator[int]:
    """The port of an OIDC provider in a process of its own, ended with the tests."""
    command = [sys.executable, "-m", "tests.community.sso.oidc_server"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield int(process.stdout.readline())
        process.terminate()


@pytest.fixture
def oidc(oidc_port: int, settings: Settings) -> OidcPeer:
    """The provider, which tests may ask although it lies on this machine."""
    settings.SSO_FETCH_FROM = (f"127.0.0.1:{oidc_port}",)
    return OidcPeer(oidc_port)
