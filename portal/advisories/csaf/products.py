"""The product tree of a CSAF document as a flat list of products, without recursion."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from portal.advisories.canonical.parts import Product, ProductState, Relationship

from .versions import joined, readable_version

# The worst that is said of a product in any vulnerability is its status.
_STATES: tuple[tuple[ProductState, tuple[str, ...]], ...] = (
    ("affected", ("known_affected", "first_affected", "last_affected")),
    ("under_investigation", ("under_investigation",)),
    ("fixed", ("fixed", "first_fixed", "recommended")),
    ("not_affected", ("known_not_affected",)),
)
_NAMES = ("product_name", "product_family")


@dataclass(frozen=True, slots=True)
class _Place:
    """What the branches above say."""

    vendor: str = ""
    product: str = ""
    version: str = ""
    kind: Literal["version", "range"] | None = None

    def below(self, branch: dict[str, Any]) -> "_Place":
        category, name = branch["category"], branch["name"].strip()
        if category == "vendor":
            return replace(self, vendor=name)
        if category in _NAMES:
            return replace(self, product=name)
        if category == "product_version":
            return replace(self, version=name, kind="version")
        if category == "product_version_range":
            return replace(self, version=name, kind="range")
        return self


def read_products(document: dict[str, Any]) -> tuple[Product, ...]:
    """Every product of the tree, in its order, with what the vulnerabilities say of it.

    Without vulnerabilities the listed products are affected: CSAF 2.0 section 4.3 has it so.
    """
    tree = document.get("product_tree", {})
    found = {product.id: product for product in _from_branches(tree)}
    for entry in tree.get("full_product_names", []):
        found.setdefault(entry["product_id"], _product(entry, _Place()))
    for entry in tree.get("relationships", []):
        product = _related(entry, found)
        found.setdefault(product.id, product)
    states = _states(document, found)
    return _with_fixes([_with_state(p, states.get(p.id)) for p in found.values()])


def product_groups(document: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """Product ids by group id."""
    groups = document.get("product_tree", {}).get("product_groups", [])
    return {group["group_id"]: tuple(group["product_ids"]) for group in groups}


def _from_branches(tree: dict[str, Any]) -> Iterator[Product]:
    pending = [(branch, _Place()) for branch in reversed(tree.get("branches", []))]
    while pending:
        branch, above = pending.pop()
        place = above.below(branch)
        if "product" in branch:
            yield _product(branch["product"], place)
        pending.extend((inner, place) for inner in reversed(branch.get("branches", [])))


def _product(entry: dict[str, Any], place: _Place) -> Product:
    helper = entry.get("product_identification_helper", {})
    return Product(
        id=entry["product_id"],
        name=entry["name"].strip(),
        vendor=place.vendor,
        product=place.product,
        version=place.version,
        version_kind=place.kind,
        cpe=helper.get("cpe", ""),
        purl=helper.get("purl", ""),
        model_numbers=tuple(helper.get("model_numbers", ())),
        serial_numbers=tuple(helper.get("serial_numbers", ())),
        skus=tuple(helper.get("skus", ())),
    )


def _related(entry: dict[str, Any], known: Mapping[str, Product]) -> Product:
    relationship = Relationship(
        category=entry["category"],
        product=entry["product_reference"],
        relates_to=entry["relates_to_product_reference"],
    )
    whole = known.get(relationship.relates_to)
    place = _Place(vendor=whole.vendor if whole else "")
    return replace(_product(entry["full_product_name"], place), relationship=relationship)


def _states(document: dict[str, Any], known: Mapping[str, Product]) -> dict[str, ProductState]:
    if "vulnerabilities" not in document:
        return dict.fromkeys(known, "affected")
    states: dict[str, ProductState] = {}
    statuses = [v.get("product_status", {}) for v in document["vulnerabilities"]]
    for state, kinds in _STATES:
        for status in statuses:
            for kind in kinds:
                for product in status.get(kind, []):
                    states.setdefault(product, state)
    return states


def _with_state(product: Product, state: ProductState | None) -> Product:
    version = readable_version(product.version)
    return replace(
        product,
        status=state,
        affected=version if state == "affected" else "",
        fixed=version if state == "fixed" else "",
    )


def _with_fixes(products: list[Product]) -> tuple[Product, ...]:
    fixes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for product in products:
        if product.status == "fixed" and product.product:
            fixes[product.vendor, product.product].append(product.fixed)
    return tuple(
        replace(product, fixed=joined(fixes.get((product.vendor, product.product), [])))
        if product.status == "affected"
        else product
        for product in products
    )
