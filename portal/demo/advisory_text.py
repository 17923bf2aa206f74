"""A record of `advisories.toml` as canonical content, its latest version or an earlier one."""

from dataclasses import replace

from portal.advisories.canonical import CanonicalRelease
from portal.advisories.canonical.parts import (
    Action,
    Cwe,
    Note,
    Product,
    Reference,
    Remediation,
    StatusGroup,
    Vulnerability,
)
from portal.advisories.severity import parse_vector

from .records import Record

# The catalogue's own names (CWE 4.x).
WEAKNESSES = {
    "CWE-78": "Improper Neutralization of Special Elements used in an OS Command",
    "CWE-79": "Improper Neutralization of Input During Web Page Generation",
    "CWE-288": "Authentication Bypass Using an Alternate Path or Channel",
    "CWE-306": "Missing Authentication for Critical Function",
    "CWE-312": "Cleartext Storage of Sensitive Information",
    "CWE-639": "Authorization Bypass Through User-Controlled Key",
    "CWE-787": "Out-of-bounds Write",
    "CWE-798": "Use of Hard-coded Credentials",
    "CWE-1300": "Improper Protection of Physical Side Channels",
}
_NOT_AFFECTED = ("not affected", "није погођен")
_EVERYTHING = ("all", "sve verzije", "све верзије")


def canonical_of(row: Record) -> CanonicalRelease:
    """The text of the latest version."""
    products = tuple(_product(number, one) for number, one in enumerate(row["products"], 1))
    indicators = row.get("indicators", ())
    return CanonicalRelease(
        title=row["title"],
        severity=row["severity"],
        lang=row["lang"],
        summary=row["summary"],
        # `action` of the record sums up the steps for a list; a release's lead is made of them.
        actions=tuple(Action(text=step["do"], detail=step["detail"]) for step in row["steps"]),
        body=row["body"].strip(),
        products=products,
        vulnerabilities=tuple(_vulnerability(one, products) for one in row["vulnerabilities"]),
        references=tuple(Reference(summary=r["title"], url=r["url"]) for r in row["references"]),
        notes=(_indicators(indicators),) if indicators else (),
        exploitation="active" if row["exploited"] else "",
    )


def earlier(content: CanonicalRelease, versions_later: int) -> CanonicalRelease:
    """What an earlier version said: it had fewer steps, and fewer references where few steps."""
    steps = min(len(content.actions), max(2, len(content.actions) - versions_later))
    missing = versions_later - (len(content.actions) - steps)
    links = max(0, len(content.references) - missing)
    return replace(content, actions=content.actions[:steps], references=content.references[:links])


def _product(number: int, one: Record) -> Product:
    known = {"id": f"CSNPID-{number:04d}", "vendor": one["vendor"], "product": one["name"]}
    if one["affected"].startswith(_NOT_AFFECTED):
        return Product(**known, name=one["name"], status="not_affected")
    versions = "*" if one["affected"] in _EVERYTHING else one["affected"]
    return Product(
        **known,
        name=f"{one['name']} {one['affected']}",
        version=versions,
        version_kind="range",
        affected=versions,
        fixed=one["fixed"],
        status="affected",
    )


def _vulnerability(one: Record, products: tuple[Product, ...]) -> Vulnerability:
    affected = tuple(product.id for product in products if product.status == "affected")
    others = tuple(product.id for product in products if product.status == "not_affected")
    groups = (
        StatusGroup(status="known_affected", products=affected),
        StatusGroup(status="known_not_affected", products=others),
    )
    return Vulnerability(
        cve=one["cve"],
        title=one["title"],
        cwe=Cwe(id=one["cwe"], name=WEAKNESSES[one["cwe"]]),
        scores=tuple(parse_vector(one[kind], affected) for kind in ("cvss4", "cvss3")),
        product_status=tuple(group for group in groups if group.products),
        remediations=tuple(
            Remediation(
                category="vendor_fix",
                details=f"{product.product} {product.fixed}",
                products=(product.id,),
            )
            for product in products
            if product.fixed
        ),
    )


def _indicators(rows: list[Record]) -> Note:
    lines = [f"{row['type']}: {row['value']} ({row['note']})" for row in rows]
    return Note(category="general", title="Indicators", text="\n".join(lines))
