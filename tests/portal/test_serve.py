"""`manage.py serve`: what it refuses, what it prints, and that nothing outlives it."""

import os
import signal
import socket
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from community.notify.letters import absolute
from portal.management.commands.serve import (
    Processes,
    Stopped,
    banner,
    free_addresses,
    lead_here,
)


def test_it_refuses_to_run_outside_the_demo() -> None:
    with override_settings(DEBUG=False), pytest.raises(CommandError, match="in production"):
        call_command("serve")


def test_a_taken_port_is_said_before_anything_else_happens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} .*make run PORT={port + 1}"):
            free_addresses(port)


def test_a_free_port_is_bound_on_loopback_only() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    addresses = free_addresses(port)
    assert addresses[0] == f"127.0.0.1:{port}"
    assert set(addresses[1:]) <= {f"[::1]:{port}"}


def test_the_accounts_are_printed_in_columns() -> None:
    member = {"role": "member", "email": "a@demo.localhost", "password": "secret", "code": "123"}
    publisher = {**member, "role": "publisher", "email": "longer@demo.localhost"}
    text = banner("http://localhost:8000/", [member, publisher])
    assert "log in at http://localhost:8000/accounts/login/" in text
    rows = [line for line in text.splitlines() if "@demo.localhost" in line]
    assert rows[0].index("secret") == rows[1].index("secret")


def test_leaving_ends_the_children_and_swallows_only_the_stop() -> None:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    hangup = signal.getsignal(signal.SIGHUP)
    try:
        with Processes() as processes:
            sleeper = [sys.executable, "-c", "import time; time.sleep(60)"]
            processes.web = subprocess.Popen(sleeper)
            processes.worker = subprocess.Popen(sleeper)
            raise Stopped
        assert processes.web.returncode == -signal.SIGTERM
        assert processes.worker.returncode == -signal.SIGTERM
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        signal.signal(signal.SIGHUP, hangup)


def test_a_web_server_that_ended_is_an_error() -> None:
    processes = Processes()
    processes.web = subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"])
    processes.web.wait()
    with pytest.raises(CommandError, match="web server ended"):
        processes.require_web()


@override_settings(BASE_URL="http://localhost:8000", WAGTAILADMIN_BASE_URL="http://localhost:8000")
def test_mailed_links_lead_to_the_port_that_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BASE_URL", "https://set.example")
    lead_here("http://localhost:8123")
    assert absolute("/en/") == "http://localhost:8000/en/", "what is set stays"
    monkeypatch.setenv("BASE_URL", "")
    lead_here("http://localhost:8123")
    assert absolute("/en/") == "http://localhost:8123/en/"
    assert os.environ["BASE_URL"] == "http://localhost:8123"
