"""A real mail server on this machine, with the manners that a test asks for."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django.fixtures import Settings


class Manners:
    """Takes every mail into `taken`; `refuse` answers RCPT, `refuse_text` answers DATA.

    hang: says nothing after the text. die: takes the mail and drops the line before it says so.
    """

    def __init__(self) -> None:
        self.taken: list[tuple[str, list[str], Message]] = []
        self.refuse = ""
        self.refuse_text = ""
        self.hang = self.die = False

    async def handle_RCPT(  # noqa: N802 - the server's name for it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        if self.refuse:
            return self.refuse
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.hang:
            await asyncio.sleep(5)
            return "451 4.3.0 too late"
        if self.refuse_text:
            return self.refuse_text
        message = message_from_bytes(bytes(envelope.content or b""))
        self.taken.append((envelope.mail_from or "", list(envelope.rcpt_tos), message))
        if self.die and server.transport is not None:
            self.die = False
            server.transport.abort()
        return "250 taken"


@contextlib.contextmanager
def mail_server(settings: Settings) -> Iterator[Manners]:
    """Runs the server and points the portal at it."""
    manners = Manners()
    controller = Controller(manners, hostname="127.0.0.1", port=_free_port())
    controller.start()
    try:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST = "127.0.0.1"
        settings.EMAIL_PORT = controller.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 1
        yield manners
    finally:
        controller.stop()


def _free_port() -> int:
    """The controller wants to know its port before it asks for one."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])
