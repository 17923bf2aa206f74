"""`manage.py audit_verify`: is the log what was written?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from community.audit.chain import GENESIS
from community.audit.verifying import Walk, still_there


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
        parser.add_argument(
            "--since",
            metavar="SEQ:HASH",
            help="Walks only what follows a row noted earlier, which must still be there.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        seq, value = _noted(options["since"])
        walk = Walk(max(1, options["batch"]), seq=seq, hash_=value)
        wrong = 0
        for finding in walk.findings():
            wrong += 1
            self.stdout.write(str(finding))
        expected = _noted(options["expect"])
        if not still_there(*expected):
            self.stdout.write(f"{expected[0]}: not the row that was noted")
            wrong += 1
        if wrong:
            raise CommandError(f"audit log: {wrong} findings in {walk.seq} rows")
        walked = f"{walk.seq} rows" if not seq else f"rows {seq + 1} to {walk.seq}"
        self.stdout.write(f"audit log: {walked}, whole; note {walk.seq}:{walk.hash}")


def _noted(text: str | None) -> tuple[int, str]:
    """The row that a note names; the beginning of every chain without one."""
    if not text:
        return 0, GENESIS
    seq, _, value = text.partition(":")
    if not seq.isdecimal() or len(value) != len(GENESIS):
        raise CommandError("a note is SEQ:HASH")
    return int(seq), value
