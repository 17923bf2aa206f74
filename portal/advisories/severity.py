"""Severity words from CVSS, and vectors as people type them."""

from collections.abc import Iterable

from cvss import CVSS2, CVSS3, CVSS4, CVSSError
from django.utils.translation import gettext_noop

from .canonical.parts import CvssVersion, Score, Severity, Vulnerability
from .typed_errors import TypedTextError

_LONGEST = 400
_KINDS: dict[str, tuple[CvssVersion, type]] = {
    "CVSS:3.0/": ("3.0", CVSS3),
    "CVSS:3.1/": ("3.1", CVSS3),
    "CVSS:4.0/": ("4.0", CVSS4),
}


class InvalidVector(TypedTextError):
    """A text that is no CVSS vector."""

    template = gettext_noop(
        "“%(typed)s” is not a CVSS vector. Paste the whole vector, for example"
        " CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H."
    )


def severity_of(base_score: float) -> Severity:
    """The word for a base score of 0 to 10: the scale of CVSS 3.1 section 5, the same in 4.0."""
    if not 0 <= base_score <= 10:
        raise ValueError("A CVSS base score lies between 0 and 10.")
    if base_score >= 9:
        return "critical"
    if base_score >= 7:
        return "high"
    if base_score >= 4:
        return "medium"
    return "low" if base_score > 0 else "none"


def parse_vector(typed: str, products: tuple[str, ...] = ()) -> Score:
    """The score of a typed vector of CVSS 2.0, 3.0, 3.1 or 4.0; raises `InvalidVector`."""
    text = typed.strip().strip("()").rstrip("/")
    if text and len(text) <= _LONGEST:
        # All letters are capitals but in `Au` of 2.0 and the words of `U` in 4.0.
        for spelling in (text, text.upper().replace("/AU:", "/Au:")):
            version, kind = _KINDS.get(spelling[:9], ("2.0", CVSS2))
            base_score = _base_score(kind, spelling)
            if base_score is not None:
                return Score(
                    version=version,
                    vector=spelling,
                    base_score=base_score,
                    severity=severity_of(base_score),
                    products=products,
                )
    raise InvalidVector(typed)


def _base_score(kind: type, vector: str) -> float | None:
    try:
        return float(kind(vector).base_score)
    except (CVSSError, ArithmeticError, LookupError, TypeError, ValueError):
        return None


def highest_score(scores: Iterable[Score]) -> Score | None:
    """The score with the highest base; CVSS 2.0 counts only where nothing newer is given."""
    known = list(scores)
    newer = [score for score in known if score.version != "2.0"]
    return max(newer or known, key=lambda score: score.base_score, default=None)


def overall_severity(vulnerabilities: Iterable[Vulnerability]) -> Severity:
    """The severity of a document: that of its worst vulnerability, "none" without any score."""
    tops = [top for v in vulnerabilities if (top := highest_score(v.scores)) is not None]
    return severity_of(max((top.base_score for top in tops), default=0.0))
