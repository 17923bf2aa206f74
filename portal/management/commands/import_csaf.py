"""`manage.py import_csaf PATH…`: CSAF documents of other publishers into the portal."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations

from community.models import Team
from portal.advisories.importing_files import TeamUnknown, files_in, take_files, team_named

WIDTH = 30


class Command(BaseCommand):
    help = "Imports CSAF 2.0 files or folders of them; exit code 1 if any could not be taken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--publish", action="store_true", help="show them at once")
        parser.add_argument(
            "--team", default="", help='desk at which they wait: uid or "organisation/team"'
        )

    @no_translations
    def handle(self, *_args: Any, **options: Any) -> None:
        team = self._team(options["team"], needed=not options["publish"])
        files = files_in(options["paths"])
        counts: Counter[str] = Counter()
        reports = take_files(files, team=team, publish=options["publish"])
        for done, report in enumerate(reports, 1):
            counts[report.outcome] += 1
            self._progress(done, len(files), report.file)
            if report.sentence:
                self._clear_bar()
                self.stdout.write(f"{report.file}: {report.sentence}")
        self._clear_bar()
        words = ", ".join(f"{number} {outcome}" for outcome, number in sorted(counts.items()))
        self.stdout.write(f"{len(files)} files: {words or 'nothing to do'}.")
        if counts["failed"]:
            raise CommandError(f"{counts['failed']} of {len(files)} files were not taken.")

    def _team(self, name: str, *, needed: bool) -> Team | None:
        try:
            return team_named(name)
        except TeamUnknown as unknown:
            if needed or name:
                raise CommandError(str(unknown)) from unknown
            return None

    def _progress(self, done: int, of: int, name: str) -> None:
        if self.stderr.isatty():
            filled = WIDTH * done // of
            bar = "#" * filled + "." * (WIDTH - filled)
            self.stderr.write(f"\r[{bar}] {done}/{of}", ending="")
        else:
            self.stderr.write(f"{done}/{of} {name}")

    def _clear_bar(self) -> None:
        if self.stderr.isatty():
            self.stderr.write("\r" + " " * (WIDTH + 20) + "\r", ending="")
