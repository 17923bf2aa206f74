"""Who may do what: one function per act, registered by the slice that owns the act.

A decision carries its reason, so that a page can say why a button is not there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from .viewer import Viewer

Reason = str | Promise


@dataclass(frozen=True, slots=True)
class Decision:
    """True or false in a condition; `reason` is for people, empty when allowed."""

    allowed: bool
    reason: Reason = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Decision(True)


def denied(reason: Reason) -> Decision:
    """A refusal with its translated reason."""
    return Decision(False, reason)


def allowed_if(condition: bool, reason: Reason) -> Decision:
    """Allowed, or denied with `reason`."""
    return ALLOWED if condition else denied(reason)


class Refused(Exception):
    """Raised by verbs: `act` names what was asked, `reason` is safe to show to the asker."""

    def __init__(self, act: str, reason: Reason) -> None:
        super().__init__(act)
        self.act = act
        self.reason = reason


Rule = Callable[[Viewer, Any], Decision]

_RULES: dict[str, Rule] = {}


def rule(act: str) -> Callable[[Rule], Rule]:
    """Registers the rule of an act, e.g. `advisory.approve`; a second one is refused."""

    def register(function: Rule) -> Rule:
        if act in _RULES:
            raise ValueError(f"There is a rule for {act} already")
        _RULES[act] = function
        return function

    return register


def ask(viewer: Viewer, act: str, thing: Any = None) -> Decision:
    """May `viewer` do `act` on `thing`? An act nobody registered is a programming error."""
    return _RULES[act](viewer, thing)


def require(viewer: Viewer, act: str, thing: Any = None) -> None:
    """As `ask`, but raises `Refused`."""
    if not (decision := ask(viewer, act, thing)):
        raise Refused(act, decision.reason)
