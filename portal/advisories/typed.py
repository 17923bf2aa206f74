"""A draft back into the lines of the short form, and what the form has no field for kept."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from .canonical import CanonicalRelease
from .canonical.parts import Product, Vulnerability
from .severity import highest_score, overall_severity


def typed_from(content: CanonicalRelease) -> dict[str, Any]:
    """The form's fields as somebody would have typed them."""
    chosen = content.severity != overall_severity(content.vulnerabilities)
    return {
        "title": content.title,
        "lang": content.lang,
        "summary": content.summary,
        "body": content.body,
        "actions": _lines(
            f"{a.text} | {a.detail}" if a.detail else a.text for a in content.actions
        ),
        "products": _lines(_product_line(product) for product in content.products),
        "cves": _lines(_cve_line(one) for one in content.vulnerabilities if one.cve),
        "references": _lines(f"{one.summary} | {one.url}" for one in content.references if one.url),
        "severity": content.severity if chosen else "",
        "exploited": content.exploitation == "active",
    }


def keep_the_rest(before: CanonicalRelease, typed: CanonicalRelease) -> CanonicalRelease:
    """`typed`, with what `before` says and the form cannot: states of products, weaknesses,
    further scores, notes. A line that was changed is as typed."""
    products = {_product_line(one): one for one in before.products}
    flaws = {one.cve: one for one in before.vulnerabilities if one.cve}
    return replace(
        typed,
        category=before.category,
        products=tuple(_same(products.get(_product_line(one)), one) for one in typed.products),
        vulnerabilities=tuple(_richer(flaws.get(one.cve), one) for one in typed.vulnerabilities),
        notes=before.notes,
        urgency=before.urgency,
        urgency_namespace=before.urgency_namespace,
        sharing=before.sharing,
    )


def _same(before: Product | None, typed: Product) -> Product:
    return typed if before is None else replace(before, id=typed.id, relationship=None)


def _richer(before: Vulnerability | None, typed: Vulnerability) -> Vulnerability:
    """Other parts named products by ids that are new now; without names they mean them all."""
    if before is None:
        return typed
    top, scores = highest_score(before.scores), typed.scores
    if scores and top and scores[0].vector == top.vector:
        products = scores[0].products
        scores = tuple(replace(one, products=products) for one in before.scores)
    return replace(
        before,
        product_status=typed.product_status,
        scores=scores,
        remediations=tuple(replace(one, products=()) for one in before.remediations),
        threats=tuple(replace(one, products=()) for one in before.threats),
        flags=(),
    )


def _product_line(product: Product) -> str:
    if not (product.vendor or product.affected or product.fixed):
        return product.name
    cells = [product.vendor, product.product or product.name, product.affected, product.fixed]
    while cells and not cells[-1]:
        cells.pop()
    return " | ".join(cells)


def _cve_line(one: Vulnerability) -> str:
    top = highest_score(one.scores)
    return f"{one.cve} {top.vector}" if top else one.cve


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(" ".join(line.split("\n")) for line in lines)
