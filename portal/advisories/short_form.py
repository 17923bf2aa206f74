"""The short "write an advisory" form as canonical content: title, actions, text, products, CVEs."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop

from .canonical import CanonicalRelease
from .canonical.parts import (
    Action,
    Product,
    Reference,
    Severity,
    StatusGroup,
    Vulnerability,
)
from .cve import InvalidCve, normalise_cve
from .links import safe_link
from .severity import InvalidVector, overall_severity, parse_vector
from .typed_errors import TypedTextError

_COLUMNS = ("vendor", "product", "affected", "fixed")


class TooManyColumns(TypedTextError):
    """A product line with more parts than there are columns."""

    template = gettext_noop(
        "“%(typed)s” has too many parts. Write: vendor | product | affected versions | fixed in."
    )


class BadAddress(TypedTextError):
    """A reference whose address may not become a link."""

    template = gettext_noop("“%(typed)s” has no web address. Write: title | https://…")


@dataclass(frozen=True, slots=True)
class LineError:
    """What is wrong with one line (counted from 1) of a field of the form."""

    field: str
    line: int
    error: TypedTextError

    @property
    def sentence(self) -> str:
        """For the person at the form, in the active language."""
        return self.error.sentence


class ShortFormError(ValueError):
    """Lines that could not be read, all of them."""

    def __init__(self, errors: list[LineError]) -> None:
        super().__init__("; ".join(f"{e.field} {e.line}: {e.error}" for e in errors))
        self.errors = tuple(errors)


def short_release(
    *,
    title: str,
    lang: str,
    summary: str = "",
    actions: str = "",
    body: str = "",
    products: str = "",
    cves: str = "",
    severity: Severity | None = None,
    exploited: bool = False,
    references: str = "",
) -> CanonicalRelease:
    """Canonical content from the form's fields as typed; raises `ShortFormError`.

    One action a line, with an optional detail behind " | ". One product a line: its name, or
    `vendor | product | affected versions | fixed in`. One CVE a line, an optional CVSS vector
    behind it. One reference a line, `title | address` or an address. `severity` None means the
    one the vectors give.
    """
    errors: list[LineError] = []
    read_products = _products(products, errors)
    vulnerabilities = _vulnerabilities(cves, tuple(p.id for p in read_products), errors)
    read_references = _references(references, errors)
    if errors:
        raise ShortFormError(errors)
    return CanonicalRelease(
        title=title.strip(),
        severity=severity or overall_severity(vulnerabilities),
        lang=lang,
        summary=summary.strip(),
        actions=_actions(actions),
        body=body.strip(),
        products=read_products,
        vulnerabilities=vulnerabilities,
        references=read_references,
        exploitation="active" if exploited else "",
    )


def _lines(text: str) -> list[tuple[int, str]]:
    # Not splitlines(): it also breaks at characters that a browser does not show as a new line.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip()]


def _actions(text: str) -> tuple[Action, ...]:
    parts = [line.partition(" | ") for _, line in _lines(text)]
    return tuple(Action(text=what.strip(), detail=how.strip()) for what, _, how in parts)


def _references(text: str, errors: list[LineError]) -> tuple[Reference, ...]:
    references: list[Reference] = []
    for number, line in _lines(text):
        words, _, address = line.rpartition("|")
        url = safe_link(address)
        if url:
            references.append(Reference(summary=words.strip() or url, url=url))
        else:
            errors.append(LineError("references", number, BadAddress(line)))
    return tuple(references)


def _products(text: str, errors: list[LineError]) -> tuple[Product, ...]:
    products: list[Product] = []
    for number, line in _lines(text):
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) > len(_COLUMNS):
            errors.append(LineError("products", number, TooManyColumns(line)))
            continue
        products.append(_product(f"{len(products) + 1:04d}", cells))
    return tuple(products)


def _product(ordinal: str, cells: list[str]) -> Product:
    if len(cells) == 1:
        return Product(id=f"CSNPID-{ordinal}", name=cells[0], status="affected")
    vendor, product, affected, fixed = (*cells, "", "")[:4]
    return Product(
        id=f"CSNPID-{ordinal}",
        name=product or vendor,
        vendor=vendor,
        product=product,
        version=affected,
        version_kind="range" if affected else None,
        affected=affected,
        fixed=fixed,
        status="affected",
    )


def _vulnerabilities(
    text: str, products: tuple[str, ...], errors: list[LineError]
) -> tuple[Vulnerability, ...]:
    found: dict[str, Vulnerability] = {}
    for number, line in _lines(text):
        try:
            vulnerability = _vulnerability(line, products)
        except (InvalidCve, InvalidVector) as error:
            errors.append(LineError("cves", number, error))
            continue
        known = found.get(vulnerability.cve)
        if known is None or not known.scores:
            found[vulnerability.cve] = vulnerability
    return tuple(found.values())


def _vulnerability(line: str, products: tuple[str, ...]) -> Vulnerability:
    name, vector = _name_and_vector(line)
    return Vulnerability(
        cve=normalise_cve(name),
        scores=(parse_vector(vector, products),) if vector else (),
        product_status=(StatusGroup(status="known_affected", products=products),)
        if products
        else (),
    )


def _name_and_vector(line: str) -> tuple[str, str]:
    words = line.split()
    for index, word in enumerate(words):
        starts_vector = word.upper().lstrip("(").startswith(("CVSS:", "AV:"))
        if index and starts_vector:
            return " ".join(words[:index]), "".join(words[index:])
    return line, ""
