"""CVE numbers as people paste them."""

import re

from django.utils.translation import gettext_noop

from .typed_errors import TypedTextError

# CVE numbering since 2014: four digits of year, then four to nineteen digits.
_NUMBER = re.compile(r"(?:CVE)?-?([0-9]{4})-([0-9]{4,19})")
_IN_TEXT = re.compile(r"(?<![A-Za-z0-9])CVE-([0-9]{4})-([0-9]{4,19})(?![0-9A-Za-z])", re.IGNORECASE)
_URL = re.compile(r"^https?://\S*?(CVE-[0-9]{4}-[0-9]{4,19})\b\S*$", re.IGNORECASE)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−_"), "-")
_LONGEST = 2000


class InvalidCve(TypedTextError):
    """A text that is no CVE number."""

    template = gettext_noop("“%(typed)s” is not a CVE number. Write it as CVE-2024-12345.")


def normalise_cve(typed: str) -> str:
    """`CVE-YYYY-NNNN…` from what was typed; raises `InvalidCve`.

    Takes lower case, blanks or typographic dashes for hyphens, a missing "CVE" and the address of
    a CVE's page.
    """
    text = typed.strip().translate(_DASHES) if len(typed) <= _LONGEST else ""
    address = _URL.match(text)
    bare = address[1] if address else re.sub(r"[\s:]+", "-", text.strip(".,;()[] "))
    found = _NUMBER.fullmatch(re.sub(r"-+", "-", bare.upper()))
    if found is None or not 1999 <= int(found[1]) <= 2999:
        raise InvalidCve(typed)
    return f"CVE-{found[1]}-{found[2]}"


def find_cves(text: str) -> tuple[str, ...]:
    """Every CVE number in a text, normalised, in order, each once."""
    matches = _IN_TEXT.findall(text.translate(_DASHES))
    return tuple(dict.fromkeys(f"CVE-{year}-{number}" for year, number in matches))
