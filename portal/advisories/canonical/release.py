"""Our own canonical JSON of a release, `format: 1`: what is stored, immutable, without persons.

CSAF, STIX, MISP and pages are projections of it.
"""

import json
from dataclasses import dataclass
from typing import Any

from .codec import CanonicalError, canonical_bytes, from_plain, to_plain
from .parts import (
    Action,
    Exploitation,
    HistoryEntry,
    Note,
    Product,
    Publisher,
    Reference,
    Severity,
    Tracking,
    Vulnerability,
)

FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CanonicalRelease:
    """Everything a release says. `body` is markdown; `urgency` is the publisher's own word,
    `exploitation` is "active" where the issuer knows of attacks.

    `publisher` and `tracking` are set for foreign documents; for our own they are given at
    release, when number and version are known. The label lies on the advisory, not here;
    `sharing` is the publisher's text on how to share.
    """

    title: str
    severity: Severity
    lang: str = ""
    category: str = "csaf_security_advisory"
    summary: str = ""
    actions: tuple[Action, ...] = ()
    body: str = ""
    products: tuple[Product, ...] = ()
    vulnerabilities: tuple[Vulnerability, ...] = ()
    references: tuple[Reference, ...] = ()
    notes: tuple[Note, ...] = ()
    history: tuple[HistoryEntry, ...] = ()
    exploitation: Exploitation = ""
    urgency: str = ""
    urgency_namespace: str = ""
    sharing: str = ""
    source_lang: str = ""
    publisher: Publisher | None = None
    tracking: Tracking | None = None

    def to_json(self) -> bytes:
        """Canonical bytes: equal releases give equal bytes, `from_json` gives the release back."""
        return canonical_bytes({"format": FORMAT, **to_plain(self)})

    @classmethod
    def from_json(cls, data: bytes | str) -> "CanonicalRelease":
        """The release in these bytes; raises `CanonicalError` with the place at fault."""
        plain = _parsed(data)
        if plain.pop("format", None) != FORMAT:
            raise CanonicalError("/format", f"Only format {FORMAT} is known.")
        return from_plain(cls, plain)

    @property
    def cves(self) -> tuple[str, ...]:
        """The CVE numbers, in the order of the document, each once."""
        return tuple(dict.fromkeys(v.cve for v in self.vulnerabilities if v.cve))

    def product_names(self) -> dict[str, str]:
        """Readable name by product id, for scores, remediations and status lists."""
        return {product.id: product.readable for product in self.products}


def _parsed(data: bytes | str) -> dict[str, Any]:
    try:
        plain = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise CanonicalError("", "This is not JSON.") from error
    if not isinstance(plain, dict):
        raise CanonicalError("", "An object is expected.")
    return plain
