"""Dying at a chosen moment, once: what a kill from outside meets only by luck."""

import os
import signal
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend


def die_once(name: str) -> None:
    """kill -9 of this process, the first time that this name is used in a trial."""
    mark = Path(settings.EMAIL_FILE_PATH).with_name(f"died-{name}")
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)


class DyingBackend(EmailBackend):
    """Accepts a mail, then the process dies before anybody can note that."""

    def send_messages(self, email_messages: list[EmailMessage]) -> int:
        count = super().send_messages(email_messages)
        if any("dying" in address for message in email_messages for address in message.to):
            die_once("mail")
        return int(count or 0)
