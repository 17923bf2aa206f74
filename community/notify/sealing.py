"""PGP/MIME (RFC 3156): a whole mail inside one encrypted part, under a subject that says
nothing."""

from email.mime.nonmultipart import MIMENonMultipart
from typing import Any

from django.core.mail import EmailMessage, EmailMultiAlternatives, SafeMIMEMultipart
from django.utils.translation import gettext as _

from community.keys.judging import encrypted
from community.keys.models import Key


class Unsealed(Exception):
    """Nothing could be encrypted to the key on file; the mail is not sent in the open."""


class SealedMail(EmailMessage):
    """A mail whose body is an OpenPGP message. Its headers stay readable, as mail needs them."""

    def __init__(self, inside: EmailMultiAlternatives, subject: str, armored: bytes) -> None:
        super().__init__(
            subject, "", inside.from_email, inside.to, headers=dict(inside.extra_headers)
        )
        self.armored = armored.decode("ascii")

    def _create_message(self, msg: Any) -> Any:
        whole = SafeMIMEMultipart("encrypted", protocol="application/pgp-encrypted")
        whole.attach(_part("pgp-encrypted", "Version: 1\n"))
        whole.attach(_part("octet-stream", self.armored, name="encrypted.asc"))
        return whole


def sealed(message: EmailMultiAlternatives, key: Key, mark: str) -> SealedMail:
    """`message` encrypted to `key`, with its subject inside. `Unsealed` if that fails."""
    inner = message.message()
    for name in list(inner.keys()):
        if name.lower() not in ("subject", "content-type", "mime-version"):
            del inner[name]
    # Django's own kind of message takes the argument.
    data = inner.as_bytes(linesep="\r\n")  # type: ignore[call-arg]
    armored = encrypted(data, key.armored)
    if armored is None:
        raise Unsealed(str(key.uid))
    neutral = _("Encrypted mail from the portal")
    return SealedMail(message, f"[{mark}] {neutral}" if mark else neutral, armored)


def _part(subtype: str, text: str, name: str = "") -> MIMENonMultipart:
    """Plain ASCII: no transfer encoding hides it from simple programs."""
    part = MIMENonMultipart("application", subtype)
    part.set_payload(text)
    part["Content-Transfer-Encoding"] = "7bit"
    if name:
        part.set_param("name", name)
        part.add_header("Content-Disposition", "inline", filename=name)
    return part
