"""`manage.py breach_list FILE…`: makes the list of breached passwords out of files at hand."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from community.signin.breach_file import build


class Command(BaseCommand):
    help = (
        "Makes BREACH_LIST out of text files: lines of SHA-1:count, as downloaders of breached "
        "hashes write them, or plain passwords. Nothing is asked of any other host."
    )
    # The list may be what the checks ask for.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--output", type=Path, help="where to write; BREACH_LIST if unset")

    def handle(self, *args: Any, files: list[Path], output: Path | None, **options: Any) -> None:
        target = output or (Path(settings.BREACH_LIST) if settings.BREACH_LIST else None)
        if target is None:
            raise CommandError("Say where: set BREACH_LIST or give --output.")
        for file in files:
            if not file.is_file():
                raise CommandError(f"There is no file {file}.")
        count = build(files, target)
        self.stdout.write(f"{target}: {count} passwords.")
