"""The demo network on a port of its own, as `manage.py serve` brings it up."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

START_SECONDS = 300


@dataclass(frozen=True)
class DemoSite:
    """Where it answers, who may log in (by role), and what lies in it."""

    url: str
    accounts: dict[str, dict[str, str]]
    things: list[dict[str, Any]]
    cookies: dict[str, Any] = field(default_factory=dict)

    def of_every_kind(self, role: str) -> list[str]:
        """One address for each kind and label that `role` reads; every page, no posts."""
        found: dict[object, str] = {}
        for thing in self.things:
            if role in thing["readers"] and thing["kind"] != "post":
                each = thing["url"] if thing["kind"] == "page" else (thing["kind"], thing["label"])
                found.setdefault(each, thing["url"])
        return list(found.values())


@contextmanager
def served_demo(folder: Path) -> Iterator[DemoSite]:
    """Seeds and serves a demo whose files lie in `folder`; ends the server afterwards."""
    port = _free_port()
    environment = {key: text for key, text in os.environ.items() if not key.endswith("_URL")}
    environment |= {"DJANGO_SETTINGS_MODULE": "portal.settings.dev", "VAR_DIR": str(folder)}
    log = folder / "serve.log"
    with log.open("w") as out:
        command = [sys.executable, "manage.py", "serve", "--port", str(port)]
        server = subprocess.Popen(command, env=environment, stdout=out, stderr=out)
    try:
        _wait_for_banner(server, log)
        listed = subprocess.run(
            [sys.executable, "manage.py", "demo", "--json"],
            env=environment, capture_output=True, check=True,
        )  # fmt: skip
        demo = json.loads(listed.stdout)
        accounts = {account["role"]: account for account in demo["accounts"]}
        yield DemoSite(f"http://localhost:{port}", accounts, demo["things"])
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def log_in(page: Page, base: str, account: dict[str, str]) -> None:
    """Through the forms, as a newcomer would."""
    page.goto(f"{base}/accounts/login/")
    page.fill("input[name=login]", account["email"])
    page.fill("input[name=password]", account["password"])
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/2fa/authenticate/**")
    page.fill("input[name=code]", account["code"])
    page.press("input[name=code]", "Enter")
    page.wait_for_selector("details.account", state="attached")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for_banner(server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while "Ctrl-C ends" not in log.read_text():
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"The demo did not start:\n{log.read_text()}")
        time.sleep(0.2)
