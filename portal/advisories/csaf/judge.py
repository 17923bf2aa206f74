"""The one place that knows the PyPI package `csaf`: schema and mandatory tests of CSAF 2.0.

Its names move between versions; a new pin needs only this module and its tests looked at. It
works offline: the schemas and the CWE catalogue lie in its wheel.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from .errors import Finding, TooDeep

_SHOWN = 300
_MOST = 20


@dataclass(frozen=True, slots=True)
class Verdict:
    """Schema violations; or, where there are none, what the mandatory tests found."""

    schema: tuple[Finding, ...]
    mandatory: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Whether neither schema nor mandatory tests object."""
        return not self.schema and not self.mandatory


def judge(document: dict[str, Any]) -> Verdict:
    """What CSAF 2.0's schema and mandatory tests say about a parsed document."""
    try:
        report = _validate()(document, preset="basic")
    except RecursionError as error:
        raise TooDeep("/product_tree") from error
    except Exception as error:  # noqa: BLE001 - a rule that stumbles is a finding, not our end
        return Verdict((), (Finding("judge", "", f"{type(error).__name__} in the judge"),))
    findings = [
        Finding(result.id, error.instance_path, _short(error.message))
        for result in report.results
        if not result.passed and not result.skipped
        for error in result.errors[:_MOST]
    ]
    return Verdict(
        tuple(finding for finding in findings if finding.test == "schema"),
        tuple(finding for finding in findings if finding.test != "schema"),
    )


def _short(message: str) -> str:
    return message if len(message) <= _SHOWN else f"{message[:_SHOWN]}…"


@cache
def _validate() -> Callable[..., Any]:
    # Imported at first use (it takes a while), and kept from setting up logging for the process.
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    from csaf.csaf.v20 import validate

    root.handlers[:] = handlers
    root.setLevel(level)
    checked: Callable[..., Any] = validate
    return checked
