"""`manage.py read_bounce`: takes one returned mail from standard input.

For the mail server of BOUNCE_ADDRESS to pipe into. Ends well for what it has no use for, so
that nothing is sent back for it.
"""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from community.notify.bounces import LONGEST, take_report


class Command(BaseCommand):
    help = "Reads one delivery report (RFC 3464) from standard input and stops its address."

    def handle(self, *args: Any, **options: Any) -> None:
        mail = take_report(sys.stdin.buffer.read(LONGEST + 1))
        self.stdout.write(f"bounced {mail.uid}" if mail else "nothing to do")
