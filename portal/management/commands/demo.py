"""`manage.py demo`: a fictional network to click through, the same each time."""

import json
import logging
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from portal.demo.clock import FutureStart
from portal.demo.listing import accounts, things
from portal.demo.seeding import Figures, seed

FIGURES = ("members", "advisories", "topics", "posts")
COLUMNS = ("role", "email", "password", "code")


class Command(BaseCommand):
    help = "Seeds the demo network. Runs again without changing anything; larger figures add."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name in FIGURES:
            parser.add_argument(f"--{name}", type=int, default=0, metavar="N")
        parser.add_argument("--now", type=moment, metavar="ISO", help="when the demo plays")
        parser.add_argument("--json", action="store_true", help="accounts and things, for tests")

    def handle(self, *args: Any, **options: Any) -> None:
        figures = Figures(**{name: options[name] for name in FIGURES})
        try:
            with quiet("wagtail", "django_tasks"):
                seed(figures, now=options["now"], tell=self.stderr.write)
        except ImproperlyConfigured as refusal:
            raise CommandError(str(refusal)) from refusal
        except FutureStart as refusal:
            raise CommandError("--now lies in the future.") from refusal
        if options["json"]:
            self.stdout.write(as_json({"accounts": accounts(), "things": things()}))
        else:
            self.stdout.write(table(accounts()))


@contextmanager
def quiet(*names: str) -> Iterator[None]:
    """Loggers that would tell of every page saved speak only of trouble meanwhile."""
    loggers = [logging.getLogger(name) for name in names]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def moment(text: str) -> datetime:
    """An ISO time; UTC where it says no zone."""
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None:
        raise ArgumentTypeError("Write a time as in 2026-11-24T09:00.")
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def as_json(network: dict[str, Any]) -> str:
    """One JSON document, readable by eye too."""
    return json.dumps(network, ensure_ascii=False, indent=1)


def table(rows: list[dict[str, str]]) -> str:
    """The accounts in columns."""
    lines = [list(COLUMNS), *([row[name] for name in COLUMNS] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
