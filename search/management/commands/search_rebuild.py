from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import rebuilding, registry


class Command(BaseCommand):
    help = "Indexes everything anew, or only some kinds. Reading and writing go on meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kind", action="append", help="only this kind; may be repeated")

    def handle(self, *args: Any, **options: Any) -> None:
        names = options["kind"] or registry.names()
        unknown = sorted(set(names) - set(registry.names()))
        if unknown:
            raise CommandError(f"No such kind: {', '.join(unknown)}")
        rebuilding.rebuild(names, self._report)
        if not options["kind"]:
            self.stdout.write(f"{rebuilding.drop_unknown()} entries of unknown kinds taken out")

    def _report(self, kind: str, number: int) -> None:
        self.stdout.write(f"{kind}: {number} entries")
