from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.checking import check
from search.models import Entry


class Command(BaseCommand):
    help = "Compares the index with its sources. Exit code 1 if anything is out of step."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--list", type=int, default=20, help="how many faults to name (20)")

    def handle(self, *args: Any, **options: Any) -> None:
        faults: Counter[str] = Counter()
        for number, fault in enumerate(check()):
            if number < options["list"]:
                self.stdout.write(str(fault))
            faults[fault.what] += 1
        if faults:
            summary = ", ".join(f"{count} {what}" for what, count in sorted(faults.items()))
            raise CommandError(f"The index is out of step: {summary}. Run search_rebuild.")
        self.stdout.write(f"{Entry.objects.count()} entries, all in step")
