"""Small questions that the components ask about what they are given."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.core.paginator import Page, Paginator
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from community.access.tlp import Label

register = template.Library()

SEVERITIES = {"critical": 4, "high": 3, "medium": 2, "low": 1}
SEVERITY_WORDS = {4: _("Critical"), 3: _("High"), 2: _("Medium"), 1: _("Low")}


def _label(value: object) -> Label | None:
    text = str(getattr(value, "value", value) or "").upper().removeprefix("TLP:")
    text = text.replace("_", "+").replace("-", "+").replace(" ", "+")
    return Label(text) if text in Label.values else None


@register.filter
def tlp_name(value: object) -> str:
    """Return the label as its standard writes it, `TLP:AMBER+STRICT`; "" for no label."""
    label = _label(value)
    return f"TLP:{label.value}" if label else ""


@register.filter
def tlp_class(value: object) -> str:
    """Return the class that colours the label."""
    label = _label(value)
    return f"tlp-{label.value.lower().replace('+', '-')}" if label else ""


@register.filter
def page_class(value: object) -> str:
    """Return the body class that prints the label on every sheet of paper."""
    label = _label(value)
    return f"page-{label.value.lower().replace('+', '-')}" if label else ""


@register.filter
def tlp_rule(value: object) -> str:
    """Return what the label lets a reader do, in the page's language."""
    label = _label(value)
    return label.rule if label else ""


@register.filter
def severity_level(value: object) -> int:
    """Return 4 (critical) to 1 (low) for a word or a number, 0 for anything else."""
    text = str(getattr(value, "value", value)).lower()
    if text.isdigit():
        return int(text) if int(text) in SEVERITY_WORDS else 0
    return SEVERITIES.get(text, 0)


@register.filter
def severity_word(level: int) -> str:
    """Return the translated word for a level from 4 to 1."""
    return str(SEVERITY_WORDS.get(level, ""))


@register.filter
def capped(number: int) -> str:
    """Return the number as a badge shows it: `99+` above 99."""
    return "99+" if number > 99 else str(number)


@register.filter
def widget_kind(field: BoundField) -> str:
    """Return `check` for one lone box, `choices` for a list of them, else `text`."""
    kind = getattr(field.field.widget, "input_type", "")
    if kind == "checkbox" and not field.use_fieldset:
        return "check"
    return "choices" if field.use_fieldset else "text"


@register.filter
def page_numbers(page: Page) -> Iterable[Any]:
    """Return the page numbers to link, with an ellipsis where some are left out."""
    paginator: Paginator = page.paginator
    return paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


@register.simple_tag
def page_query(parameters: Any, number: int, name: str = "page") -> str:
    """Return the query string of this list's page `number`, keeping its filters."""
    query = parameters.copy() if parameters else None
    if query is None:
        return f"?{name}={number}"
    query[name] = number
    return f"?{query.urlencode()}"
