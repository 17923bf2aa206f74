"""`manage.py serve`: the demo network on this machine, ready to click through."""

import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

FIRST_ANSWER_SECONDS = 90
GRACE_SECONDS = 10
WORKER_PAUSE_SECONDS = 2


class Command(BaseCommand):
    help = "Prepares the database, seeds the demo network and serves it with a worker beside."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--reload", action="store_true", help="restart the web processes when code changes"
        )

    def handle(self, *args: Any, port: int, reload: bool, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("serve is for the demo; in production run gunicorn and the worker.")
        addresses = free_addresses(port)
        lead_here(f"http://localhost:{port}")
        accounts = self.prepare()
        with Processes() as processes:
            processes.start_web(addresses, reload=reload)
            processes.start_worker()
            url = f"http://localhost:{port}/"
            wait_for_answer(url, processes)
            self.stdout.write(banner(url, accounts))
            self.stdout.flush()
            processes.watch()
        self.stdout.write("Stopped. The data stays in var/; `make run` goes on from there.")

    def prepare(self) -> list[dict[str, Any]]:
        """Brings the database up to date; returns the demo accounts to show."""
        self.step("Preparing the database")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", database="limits", verbosity=0)
        self.step("Seeding the demo network")
        out = io.StringIO()
        call_command("demo", "--json", stdout=out)
        accounts: list[dict[str, Any]] = json.loads(out.getvalue())["accounts"]
        self.step("Starting the web server and the worker")
        return accounts

    def step(self, what: str) -> None:
        self.stdout.write(f"{what} …")
        self.stdout.flush()


def lead_here(url: str) -> None:
    """Lets links in mails lead to `url`, here and in the children, unless BASE_URL is set."""
    if not os.environ.get("BASE_URL"):
        os.environ["BASE_URL"] = url
        settings.BASE_URL = settings.WAGTAILADMIN_BASE_URL = url


class Stopped(Exception):
    """Somebody pressed Ctrl-C or sent SIGTERM."""


def _stop(signum: int, frame: FrameType | None) -> None:
    raise Stopped


class Processes:
    """The web server and the worker, children of this process that end with it."""

    def __enter__(self) -> "Processes":
        self.web: subprocess.Popen[bytes] | None = None
        self.worker: subprocess.Popen[bytes] | None = None
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _stop)
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> bool:
        # A second Ctrl-C while both are ending must not leave one of them behind.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        running = [child for child in (self.web, self.worker) if child]
        for child in running:
            child.terminate()
        for child in running:
            try:
                child.wait(GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        return kind is Stopped

    def start_web(self, addresses: list[str], *, reload: bool) -> None:
        command = [sys.executable, "-m", "gunicorn", "portal.wsgi:application"]
        command += ["--workers", "2", "--threads", "8", "--log-level", "warning"]
        for address in addresses:
            command += ["--bind", address]
        if reload:
            command.append("--reload")
        self.web = subprocess.Popen(command, cwd=settings.BASE_DIR)

    def start_worker(self) -> None:
        command = [sys.executable, "manage.py", "worker"]
        self.worker = subprocess.Popen(command, cwd=settings.BASE_DIR)

    def watch(self) -> None:
        """Returns never: the web server's end is an error, a worker that died is replaced."""
        while True:
            self.require_web()
            if self.worker and self.worker.poll() is not None:
                sys.stderr.write("The worker ended; starting another.\n")
                time.sleep(WORKER_PAUSE_SECONDS)
                self.start_worker()
            time.sleep(0.5)

    def require_web(self) -> None:
        if self.web and self.web.poll() is not None:
            raise CommandError("The web server ended; its last words are above.")


def free_addresses(port: int) -> list[str]:
    """Loopback addresses to bind, IPv4 first. Refuses a port that somebody else holds."""
    found = []
    for family, host, shown in (
        (socket.AF_INET, "127.0.0.1", "127.0.0.1"),
        (socket.AF_INET6, "::1", "[::1]"),
    ):
        try:
            with socket.socket(family, socket.SOCK_STREAM) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((host, port))
        except OSError as error:
            # No IPv6 on this machine is no reason to give up; a taken port is.
            if family == socket.AF_INET or "in use" in str(error):
                raise CommandError(
                    f"Port {port} cannot be used ({error.strerror}). "
                    f"Try another one: make run PORT={port + 1}"
                ) from error
        else:
            found.append(f"{shown}:{port}")
    return found


def wait_for_answer(url: str, processes: Processes) -> None:
    """Returns at the first 200 of the home page; proxies of the environment are ignored."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + FIRST_ANSWER_SECONDS
    while time.monotonic() < deadline:
        processes.require_web()
        try:
            with opener.open(url, timeout=30) as response:
                if response.status == 200:
                    return
        except urllib.error.HTTPError as error:
            raise CommandError(f"{url} answered {error.code}; the reason is above.") from error
        except OSError:
            time.sleep(0.2)
    raise CommandError(f"{url} did not answer within {FIRST_ANSWER_SECONDS} seconds.")


def banner(url: str, accounts: list[dict[str, Any]]) -> str:
    """What a newcomer needs: where to look, and who to be."""
    names = ("role", "email", "password", "code")
    rows = [[str(account.get(name, "")) for name in names] for account in accounts]
    table = [list(names), *rows]
    widths = [max(len(row[column]) for row in table) for column in range(len(names))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in table
    ]
    rule = "─" * max(len(line) for line in lines)
    login = f"{url}accounts/login/"
    return "\n".join(
        [
            "",
            rule,
            f"The network is at {url}   log in at {login}",
            "Everything runs on this machine: SQLite, files in var/, mail in this window.",
            rule,
            *lines,
            rule,
            "Ctrl-C ends the server and the worker.",
            "",
        ]
    )
