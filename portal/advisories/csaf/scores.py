"""CVSS scores of a CSAF 2.0 vulnerability: 2.0 and 3.x in its scores, 4.0 where people put it."""

from typing import Any

from portal.advisories.canonical.parts import CvssVersion, Score
from portal.advisories.severity import InvalidVector, parse_vector, severity_of

_FIELDS = ("cvss_v2", "cvss_v3", "cvss_v4")
_AFFECTED = ("known_affected", "first_affected", "last_affected")
_CALCULATOR = "https://www.first.org/cvss/calculator/"
_V4 = "CVSS:4.0/"


def read_scores(vulnerability: dict[str, Any]) -> tuple[Score, ...]:
    """The scores, newest CVSS version last; each vector once per set of products.

    A vector outweighs the numbers beside it (CSAF 2.0 section 9.1.6). CSAF 2.0 has no field for
    CVSS 4.0: it is taken from `cvss_v4`, which some write, and from links to FIRST's calculator.
    """
    scores: list[Score] = []
    for entry in vulnerability.get("scores", []):
        products = tuple(entry["products"])
        stated = (_score(entry.get(field), products) for field in _FIELDS)
        scores.extend(score for score in stated if score is not None)
    scores.extend(_linked(vulnerability, {score.vector for score in scores}))
    return tuple(dict.fromkeys(scores))


def _score(cvss: Any, products: tuple[str, ...]) -> Score | None:
    # `cvss_v4` is not held by the schema: expect anything there.
    if not isinstance(cvss, dict) or not isinstance(cvss.get("vectorString"), str):
        return None
    try:
        return parse_vector(cvss["vectorString"], products)
    except InvalidVector:
        return _as_stated(cvss, products)


def _as_stated(cvss: dict[str, Any], products: tuple[str, ...]) -> Score | None:
    versions: dict[object, CvssVersion] = {"2.0": "2.0", "3.0": "3.0", "3.1": "3.1"}
    version, base_score = versions.get(str(cvss.get("version"))), cvss.get("baseScore")
    if version is None or not isinstance(base_score, int | float) or not 0 <= base_score <= 10:
        return None
    return Score(
        version=version,
        vector=cvss["vectorString"],
        base_score=float(base_score),
        severity=severity_of(base_score),
        products=products,
    )


def _linked(vulnerability: dict[str, Any], known: set[str]) -> list[Score]:
    status = vulnerability.get("product_status", {})
    affected = tuple(dict.fromkeys(p for kind in _AFFECTED for p in status.get(kind, [])))
    scores = []
    for reference in vulnerability.get("references", []):
        start, mark, vector = reference["url"].partition(_V4)
        if not mark or not start.startswith(_CALCULATOR) or _V4 + vector in known:
            continue
        try:
            scores.append(parse_vector(_V4 + vector, affected))
        except InvalidVector:
            continue
    return scores
