"""What was mailed, read from the rows that wait to be sent."""

import re

from community.notify.models import OutgoingMail


def last_mail(address: str) -> OutgoingMail:
    """The newest mail to `address`."""
    return OutgoingMail.objects.filter(address=address).latest("pk")


def mailed_code(address: str) -> str:
    """The code in the newest mail to `address`, which stands on a line of its own."""
    found = re.search(r"^([A-Z0-9-]{6,12})$", last_mail(address).text, re.MULTILINE)
    assert found, last_mail(address).text
    return found.group(1)
