"""`manage.py demo`: a fictional network to click through, the same each time."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from portal.demo.clock import FutureStart
from portal.demo.seeding import Figures, seed


class Command(BaseCommand):
    help = "Seeds the demo network. Runs again without changing anything; larger figures add."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name in ("members", "advisories", "topics", "posts"):
            parser.add_argument(f"--{name}", type=int, default=0, metavar="N")
        parser.add_argument("--now", type=moment, metavar="ISO", help="when the demo plays")
        parser.add_argument("--json", action="store_true", help="accounts and things, for tests")

    def handle(self, *args: Any, **options: Any) -> None:
        figures = Figures(
            **{name: options[name] for name in ("members", "advisories", "topics", "posts")}
        )
        try:
            seed(figures, now=options["now"], tell=self.stderr.write)
        except ImproperlyConfigured as refusal:
            raise CommandError(str(refusal)) from refusal
        except FutureStart as refusal:
            raise CommandError("--now lies in the future.") from refusal


def moment(text: str) -> datetime:
    """An ISO time; UTC where it says no zone."""
    found = parse_datetime(text)
    if found is None:
        raise ValueError(text)
    return found if timezone.is_aware(found) else timezone.make_aware(found)
