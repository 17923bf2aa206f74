"""`manage.py audit_verify`: is the log what was written?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from community.audit.chain import GENESIS
from community.audit.models import Entry
from community.audit.verifying import Walk


class Command(BaseCommand):
    help = "Walks the audit log's chain and prints what is wrong. Exit code 1 if anything is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", type=int, default=1000, help="Rows read at a time.")
        parser.add_argument(
            "--expect",
            metavar="SEQ:HASH",
            help="A row noted earlier, outside this machine: it must still be there. Only "
            "this finds a log that was rewritten as a whole, head included.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        walk = Walk(max(1, options["batch"]))
        wrong = 0
        for finding in walk.findings():
            wrong += 1
            self.stdout.write(str(finding))
        if options["expect"]:
            wrong += self._unexpected(options["expect"])
        if wrong:
            raise CommandError(f"audit log: {wrong} findings in {walk.seq} rows")
        self.stdout.write(f"audit log: {walk.seq} rows, whole; note {walk.seq}:{walk.hash}")

    def _unexpected(self, noted: str) -> int:
        seq, _, value = noted.partition(":")
        if not seq.isdecimal() or len(value) != 64:
            raise CommandError("--expect wants SEQ:HASH")
        if (int(seq), value) == (0, GENESIS):
            return 0
        if Entry.objects.filter(seq=int(seq), hash=value).exists():
            return 0
        self.stdout.write(f"{seq}: not the row that was noted")
        return 1
