"""A link that an editor made, resolved."""

from dataclasses import dataclass
from typing import Any

from django.utils import translation

from portal.pages.addresses import content_language


@dataclass(frozen=True)
class Target:
    """Where a link leads and how it is called."""

    url: str
    label: str


def target_of(page: Any, address: str, label: str) -> Target | None:
    """The link to a published page or else to an address; None if neither is there."""
    if page is not None and page.live:
        return Target(page.address, label or page.title_shown)
    if address and _is_harmless(address):
        return Target(in_script(address), label or address)
    return None


def in_script(address: str) -> str:
    """An address of this site in the script that the reader has chosen."""
    code = translation.get_language() or ""
    prefix = f"/{content_language(code)}/"
    return f"/{code}/{address[len(prefix) :]}" if address.startswith(prefix) else address


def _is_harmless(address: str) -> bool:
    """Whether a click on it only goes somewhere: no script, no data, no other host in hiding."""
    if address.startswith("/"):
        return not address.startswith(("//", "/\\"))
    return address.startswith(("https://", "http://", "mailto:", "tel:", "#"))
