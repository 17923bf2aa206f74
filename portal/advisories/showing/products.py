"""Products of a document as rows of a table: one row per product, its versions together."""

from dataclasses import dataclass, field
from itertools import groupby

from django.utils.translation import gettext as _

from portal.advisories.canonical import CanonicalRelease
from portal.advisories.canonical.parts import Product

# As many rows stand open; the rest is folded away, not left out.
OPEN_ROWS = 12
_LONGEST = 12


@dataclass(slots=True)
class _Versions:
    affected: list[str] = field(default_factory=list)
    fixed: list[str] = field(default_factory=list)
    states: set[str] = field(default_factory=set)


def product_rows(content: CanonicalRelease) -> list[list[str]]:
    """Rows of product, what is affected, what is fixed; affected ones first."""
    found: dict[str, _Versions] = {}
    parts = _parts(content)
    for product in content.products:
        if product.status is None and product.id in parts:
            continue
        row = found.setdefault(_name(product), _Versions())
        row.states |= {product.status} if product.status else set()
        row.affected += [product.affected] if product.affected else []
        row.fixed += product.fixed.split(", ") if product.fixed else []
    rows = sorted(found.items(), key=lambda item: "affected" not in item[1].states)
    return [[name, _affected(row), _joined(row.fixed) or "–"] for name, row in rows]


def names_of(content: CanonicalRelease, ids: tuple[str, ...]) -> list[str]:
    """Readable names of products, each once, neighbours of one product in one line."""
    names = {product.id: product for product in content.products}
    known = [names[one] for one in ids if one in names]
    lines = []
    for name, group in groupby(known, key=_name):
        versions = _joined([p.affected or p.fixed or p.version for p in group])
        lines.append(f"{name}: {versions}" if versions and versions not in name else name)
    return list(dict.fromkeys(lines))


def _parts(content: CanonicalRelease) -> set[str]:
    """Products that are named only because another one is made of them."""
    made_of = [one.relationship for one in content.products if one.relationship]
    return {part for one in made_of for part in (one.product, one.relates_to)}


def _name(product: Product) -> str:
    words = product.product or product.name
    if product.vendor and product.vendor.casefold() not in words.casefold():
        words = f"{product.vendor} {words}"
    return words


def _affected(row: _Versions) -> str:
    if row.affected:
        return _joined(row.affected)
    if "affected" in row.states:
        return _("affected")
    if "under_investigation" in row.states:
        return _("under investigation")
    if "not_affected" in row.states:
        return _("not affected")
    return "–" if row.states else _("not stated")


def _joined(versions: list[str]) -> str:
    distinct = [_("all versions") if one == "*" else one for one in dict.fromkeys(versions) if one]
    more = "…" if len(distinct) > _LONGEST else ""
    return ", ".join(distinct[:_LONGEST]) + more
