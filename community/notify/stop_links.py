"""The link that ends one subscription without signing in (RFC 8058).

It names the mail it stood in and is signed; it opens nothing and tells nothing. Who got the
mail forwarded can end the first reader's subscription with it, as with any such link, and
nothing else.
"""

import uuid

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from .letters import absolute
from .models import OutgoingMail

_SALT = "notify.stop"


def stop_url(mail: OutgoingMail) -> str:
    """The address for the mail's header and foot."""
    token = Signer(salt=_SALT).sign(mail.uid.hex)
    return absolute(reverse("mail-stop", args=[token]))


def mail_of(token: str) -> OutgoingMail | None:
    """The mail that a token was made for; None for anything that we did not sign."""
    try:
        uid = uuid.UUID(hex=Signer(salt=_SALT).unsign(token))
    except (BadSignature, ValueError):
        return None
    return OutgoingMail.objects.filter(uid=uid).exclude(stream="", person_id=None).first()
