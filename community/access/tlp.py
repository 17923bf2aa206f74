"""The five labels of TLP 2.0 (FIRST, August 2022) and their order.

A label says how a reader may share. Here it restricts who reads; it never grants.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Label(models.TextChoices):
    """Words as FIRST writes them: capitals, never translated. Shown with `TLP:` before."""

    CLEAR = "CLEAR", "TLP:CLEAR"
    GREEN = "GREEN", "TLP:GREEN"
    AMBER = "AMBER", "TLP:AMBER"
    AMBER_STRICT = "AMBER+STRICT", "TLP:AMBER+STRICT"
    RED = "RED", "TLP:RED"

    @property
    def rank(self) -> int:
        """0 for CLEAR up to 4 for RED: a larger rank is the stricter label."""
        return _RANK[self.value]

    @property
    def rule(self) -> str:
        """What the label lets a reader do, in one translated sentence."""
        return str(_RULES[self.value])


_RANK = {label.value: rank for rank, label in enumerate(Label)}

_RULES = {
    "CLEAR": _("May be shared without limit."),
    "GREEN": _("Inside the community, not through public channels."),
    "AMBER": _("Need to know, inside your organisation and with its clients."),
    "AMBER+STRICT": _("Need to know, inside your organisation only."),
    "RED": _("For the named persons only. Share it with nobody else."),
}


def stricter(one: str, other: str) -> Label:
    """The stricter of two labels."""
    return max(Label(one), Label(other), key=lambda label: label.rank)


def within(label: str, ceiling: str) -> bool:
    """Whether `label` is at most as strict as `ceiling`."""
    return Label(label).rank <= Label(ceiling).rank


def up_to(ceiling: str) -> list[Label]:
    """The labels a place with this ceiling allows, mildest first."""
    return [label for label in Label if within(label, ceiling)]
