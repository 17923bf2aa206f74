"""`manage.py worker`: does the queued work and keeps the clock."""

import signal
from argparse import ArgumentParser
from datetime import timedelta
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from community.jobs.worker import Worker


class Command(BaseCommand):
    help = "Does queued jobs until it is stopped. SIGTERM lets it finish the job in hand."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="At most one job, then exit.")
        parser.add_argument(
            "--idle-exit", action="store_true", help="Exit when no job is due or held."
        )
        parser.add_argument(
            "--lease",
            type=float,
            default=60,
            metavar="SECONDS",
            help="A killed worker's job comes back after this long (default 60).",
        )
        parser.add_argument(
            "--queue", action="append", default=[], help="Only this queue; may be repeated."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["lease"] < 0.5:
            raise CommandError("--lease must be at least 0.5 seconds")
        worker = Worker(timedelta(seconds=options["lease"]), options["queue"])

        def stop(number: int, frame: FrameType | None) -> None:
            worker.stop()

        before = {number: signal.signal(number, stop) for number in _STOP_SIGNALS}
        try:
            count = worker.run(once=options["once"], idle_exit=options["idle_exit"])
        finally:
            for number, action in before.items():
                signal.signal(number, action)
        self.stderr.write(f"{count} jobs done")


_STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)
