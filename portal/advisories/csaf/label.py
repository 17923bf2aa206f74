"""TLP labels of CSAF 2.0 (TLP 1 words) as labels of TLP 2.0."""

from typing import Any

from community.access.tlp import Label

from .errors import MissingLabel

# The wording by which a 2.0 document says what its four labels cannot (CSAF 2.1, conversion rules).
STRICT_TEXT = "TLP v2.0: TLP:AMBER+STRICT"
_LABELS = {
    "WHITE": Label.CLEAR,
    "GREEN": Label.GREEN,
    "AMBER": Label.AMBER,
    "RED": Label.RED,
}


def read_label(document: dict[str, Any], default: Label | None = None) -> Label:
    """The label of `/document`; `default` where it has none, else `MissingLabel`.

    The wording turns RED into AMBER+STRICT, as a converter to 2.1 does. Beside a milder label it
    contradicts it, and the stricter of the two holds.
    """
    distribution = document.get("distribution", {})
    label = _LABELS.get(distribution.get("tlp", {}).get("label", ""))
    if STRICT_TEXT in distribution.get("text", ""):
        return Label.AMBER_STRICT
    if label is not None:
        return label
    if default is None:
        raise MissingLabel("/document/distribution/tlp/label")
    return default
