from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import rebuilding, registry
from search.index import live

STEP = 10_000  # entries between two lines of progress


class Command(BaseCommand):
    help = "Indexes everything anew, or only some kinds. Reading and writing go on meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kind", action="append", help="only this kind; may be repeated")
        parser.add_argument(
            "--engine",
            choices=["elastic"],
            help="only Elasticsearch's indices, from the entries as they are in the database",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["engine"]:
            self._build_elastic()
            return
        names = options["kind"] or registry.names()
        unknown = sorted(set(names) - set(registry.names()))
        if unknown:
            raise CommandError(f"No such kind: {', '.join(unknown)}")
        for name, number in rebuilding.rebuild(names, self._progress):
            self.stdout.write(f"{name}: {number} entries")
        if not options["kind"]:
            self.stdout.write(f"{rebuilding.drop_unknown()} entries of unknown kinds taken out")

    def _build_elastic(self) -> None:
        from search.building import NotBuilt, build

        if not live().remote:
            raise CommandError("ELASTICSEARCH_URL is not set.")
        try:
            number = build(live(), self._progress_of_elastic)
        except NotBuilt as error:
            raise CommandError(f"Not built, the old indices stay: {error}") from None
        self.stdout.write(f"{number} entries in Elasticsearch")

    def _progress_of_elastic(self, done: int) -> None:
        if done % STEP == 0:
            self.stdout.write(f"{done} entries")

    def _progress(self, kind: str, done: int, of: int) -> None:
        if done < of and done % STEP == 0:
            self.stdout.write(f"{kind}: {done} of {of}")
