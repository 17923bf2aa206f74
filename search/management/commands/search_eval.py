import json
import sys
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.apart import NotHere, engine_in_use
from search.building import NotBuilt
from search.evaluation import floors, running
from search.evaluation.figures import Figures, by_class, table
from search.evaluation.reading import Sheet, read

NAMED = 20  # bad lines named; the rest are counted
BAD = 2


class Command(BaseCommand):
    help = (
        "Measures how well and how fast search finds what is in FILE (JSON lines): entries"
        ' {"entry": id, "lang": …, "title": …, "body": …} and queries {"query": …, "class": …,'
        ' "want": [id, …]}. They are indexed apart from the live entries. recall@10 is the share'
        " of what is wanted that the first ten results hold, MRR the mean of one over the place"
        " of the first of them; milliseconds are those of a whole answer. Exit code 1: under a"
        " floor; 2: nothing could be measured."
    )

    # A fault of the site is not to look like a floor that was missed.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="JSON lines in UTF-8; - for the input")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument(
            "--engine",
            choices=["sqlite", "postgresql", "elastic"],
            help="instead of the engine in use",
        )
        for name in ("recall", "mrr"):
            parser.add_argument(
                f"--{name}",
                action="append",
                default=[],
                metavar="[CLASS=]FLOOR",
                help=f"exit with 1 where {name} is lower; without a class: in any and in all",
            )

    def handle(self, *args: Any, **options: Any) -> None:
        limits = self._floors(options)
        sheet = self._sheet(options["file"])
        found = self._measured(sheet, options["engine"] or engine_in_use())
        for group in {name for each in limits for name in floors.unknown(each, found)}:
            raise CommandError(f"A floor for a class without queries: {group}", returncode=BAD)
        if options["json"]:
            values = {group: each.rounded() for group, each in found.items()}
            self.stdout.write(json.dumps(values, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(table(found)))
        under = list(floors.missed(*limits, found))
        if under:
            raise CommandError("\n".join(under), returncode=1)

    def _floors(self, options: dict[str, Any]) -> tuple[floors.Floors, floors.Floors]:
        try:
            return floors.parse(options["recall"]), floors.parse(options["mrr"])
        except ValueError as error:
            raise CommandError(str(error), returncode=BAD) from None

    def _sheet(self, name: str) -> Sheet:
        with ExitStack() as stack:
            try:
                lines = sys.stdin.buffer if name == "-" else stack.enter_context(_open(name))
                sheet = read(lines)
            except OSError as error:
                raise CommandError(f"{name}: {error.strerror}", returncode=BAD) from None
        if not sheet.faults and not (sheet.sentences and sheet.questions):
            sheet.faults.append("entries and queries are needed, at least one of each")
        if sheet.faults:
            self._refuse(name, sheet.faults)
        return sheet

    def _refuse(self, name: str, faults: list[str]) -> None:
        named = faults[:NAMED]
        if len(faults) > NAMED:
            named.append(f"and {len(faults) - NAMED} more")
        raise CommandError(f"{name}:\n" + "\n".join(named), returncode=BAD)

    def _measured(self, sheet: Sheet, engine: Any) -> dict[str, Figures]:
        try:
            return by_class(running.run(sheet, engine, self._tell))
        except NotHere as error:
            raise CommandError(str(error), returncode=BAD) from None
        except NotBuilt as error:
            raise CommandError(
                f"Elasticsearch could not be filled: {error}", returncode=BAD
            ) from None
        except running.WrongEngine:
            raise CommandError("Elasticsearch did not answer.", returncode=BAD) from None

    def _tell(self, line: str) -> None:
        """Beside the figures, so that these can be read by a program."""
        self.stderr.write(line, self.style.NOTICE)


def _open(name: str) -> Any:
    return Path(name).open("rb")
