"""What can be claimed as a mail domain: one registered name, nobody's common ground."""

import re
from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from publicsuffixlist import PublicSuffixList

_FREE = Path(__file__).parent / "data" / "free_mail.txt"
_NAME = re.compile(
    r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]"
)


def clean_domain(typed: str) -> str:
    """The domain in small letters and ASCII (IDNA); ValidationError says what is wrong.

    What stands before an @ and after a slash is forgiven: people paste addresses.
    """
    name = typed.strip().lower().removeprefix("https://").removeprefix("http://")
    name = name.split("/")[0].rpartition("@")[2].rstrip(".")
    try:
        name = name.encode("idna").decode("ascii")
    except UnicodeError:
        name = ""
    if not _NAME.fullmatch(name):
        raise ValidationError(_("This is no domain name. It looks like this: company.example"))
    if name in free_mail():
        raise ValidationError(_("Everybody can get an address there: it belongs to no one."))
    registered = _suffixes().privatesuffix(name)
    if registered is None:
        raise ValidationError(_("Names are registered under this one: it belongs to no one."))
    if registered != name:
        message = _("Enter the domain itself, %(domain)s; what is below it goes with it.")
        raise ValidationError(message, params={"domain": registered})
    return name


@cache
def free_mail() -> frozenset[str]:
    """Domains of mail services for everybody."""
    lines = _FREE.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and line[0] != "#")


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
