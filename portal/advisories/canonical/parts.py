"""The parts of a release's canonical content. Products are named by their id, times are ISO UTC.

No part has a place for a person: who wrote, approved or found is kept elsewhere.
"""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["critical", "high", "medium", "low", "none"]
ProductState = Literal["affected", "fixed", "not_affected", "under_investigation"]
# "active": already used in attacks. Empty says nothing, not that there are none.
Exploitation = Literal["", "active"]
CvssVersion = Literal["2.0", "3.0", "3.1", "4.0"]
# CSAF 2.0 section 3.2.3.9: the eight lists of a vulnerability's product status.
StatusKind = Literal[
    "first_affected",
    "first_fixed",
    "fixed",
    "known_affected",
    "known_not_affected",
    "last_affected",
    "recommended",
    "under_investigation",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One step of "do this now", in the order to take them."""

    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """How a product is made of two others (CSAF 2.0 section 3.2.2.4); both named by id."""

    category: str
    product: str
    relates_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product in one version or range.

    `name` is its full name as published, `product` the name without version, `version` as
    published; `affected` and `fixed` are for reading, "*" meaning every version. `status` is None
    for a product that is only a part of another, or of which nothing is said.
    """

    id: str
    name: str
    vendor: str = ""
    product: str = ""
    version: str = ""
    version_kind: Literal["version", "range"] | None = None
    affected: str = ""
    fixed: str = ""
    status: ProductState | None = None
    cpe: str = ""
    purl: str = ""
    model_numbers: tuple[str, ...] = ()
    serial_numbers: tuple[str, ...] = ()
    skus: tuple[str, ...] = ()
    relationship: Relationship | None = None

    @property
    def readable(self) -> str:
        """Vendor, name and version in one line, without saying anything twice."""
        words = self.name
        if self.vendor and self.vendor.casefold() not in words.casefold():
            words = f"{self.vendor} {words}"
        version = self.affected or self.fixed or self.version
        if version and version != "*" and version.casefold() not in words.casefold():
            words = f"{words} {version}"
        return words


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A CVSS score and the products it holds for; none named means all affected ones."""

    version: CvssVersion
    vector: str
    base_score: float
    severity: Severity
    products: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        # 7, 7.0 and -0.0 are equal to something spelled otherwise: equal scores, equal bytes.
        object.__setattr__(self, "base_score", float(self.base_score) + 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cwe:
    """A weakness of the CWE catalogue: `CWE-79` and its name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalId:
    """A vulnerability's identifier in a system other than CVE."""

    system: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A text of one of CSAF's note categories, such as summary, description or general."""

    category: str
    text: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A link. `url` is http or https, or empty where the publisher's was neither."""

    summary: str
    url: str = ""
    category: str = "external"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remediation:
    """What to do about a vulnerability; category as in CSAF (vendor_fix, mitigation, …)."""

    category: str
    details: str
    url: str = ""
    date: str = ""
    products: tuple[str, ...] = ()
    entitlements: tuple[str, ...] = ()
    restart: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Threat:
    """What is known of exploitation, impact or targets, by product."""

    category: str
    details: str
    date: str = ""
    products: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Why products are not affected, in one of CSAF's machine-readable words."""

    label: str
    date: str = ""
    products: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusGroup:
    """The products of one of the eight status lists of a vulnerability."""

    status: StatusKind
    products: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vulnerability:
    """One vulnerability with all that is said about it."""

    cve: str = ""
    ids: tuple[ExternalId, ...] = ()
    title: str = ""
    cwe: Cwe | None = None
    scores: tuple[Score, ...] = ()
    notes: tuple[Note, ...] = ()
    remediations: tuple[Remediation, ...] = ()
    references: tuple[Reference, ...] = ()
    product_status: tuple[StatusGroup, ...] = ()
    threats: tuple[Threat, ...] = ()
    flags: tuple[Flag, ...] = ()
    discovered: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """One version in the history: its number, when, and what changed."""

    number: str
    date: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who issues the document: an institution, with its namespace URI."""

    name: str
    namespace: str
    category: str = "coordinator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracking:
    """The document's identity at its publisher. Times are ISO 8601 in UTC."""

    id: str
    version: str
    status: Literal["draft", "interim", "final"]
    initial_release: str
    current_release: str
